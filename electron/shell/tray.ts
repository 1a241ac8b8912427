import { join } from 'node:path';
import type { App, CreateTray, Menus, Tray } from './electron.ts';
import { trayIconFile, trayShape } from './tray-icon.ts';
import { type TrayActions, type TrayState, toolTip, trayMenu } from './tray-menu.ts';

export interface AppTrayOptions {
  Tray: CreateTray;
  Menu: Menus;
  app: Pick<App, 'setBadgeCount'>;
  icons: string;
  platform: NodeJS.Platform;
  actions: TrayActions;
}

/** The tray icon; created with the first state. */
export const createAppTray = ({ Tray, Menu, app, icons, platform, actions }: AppTrayOptions) => {
  let tray: Tray | undefined;
  /** The entries of the menu that is set, without what they do. */
  let shownEntries = '';

  const iconOf = ({ connection, rejections }: TrayState): string =>
    join(icons, trayIconFile(trayShape(connection.state), rejections.length > 0, platform));

  const create = (state: TrayState): Tray => {
    const created = new Tray(iconOf(state));
    // On macOS a click opens the menu, as for every icon in the menu bar.
    if (platform !== 'darwin') created.on('click', () => actions.open());
    return created;
  };

  return {
    update(state: TrayState): void {
      tray ??= create(state);
      tray.setImage(iconOf(state));
      tray.setToolTip(toolTip(state));
      const entries = trayMenu(state, actions);
      // A menu that is replaced while it is open does not do what is clicked in it.
      if (JSON.stringify(entries) !== shownEntries) tray.setContextMenu(Menu.buildFromTemplate(entries));
      shownEntries = JSON.stringify(entries);
      app.setBadgeCount(state.rejections.length);
    },
    destroy(): void {
      tray?.destroy();
      tray = undefined;
      shownEntries = '';
    },
  };
};
