import type { MenuItemConstructorOptions } from 'electron';
import type { Menus, MenuTemplate } from '../../../electron/shell/electron.ts';

export interface FakeMenu {
  readonly items: MenuTemplate;
}

/** The text of an item as a person reads it; a separator is a dash. */
const labelOf = ({ type, label, role, checked }: MenuItemConstructorOptions): string =>
  type === 'separator' ? '-' : `${checked ? '✓ ' : ''}${label ?? role ?? ''}`;

export const labelsOf = (menu: FakeMenu | null): string[] => (menu?.items ?? []).map(labelOf);

/** Clicks the item with this text, through sub-menus. A disabled one does nothing, as on a real desktop. */
export const clickItem = (menu: FakeMenu | null, ...[label, ...rest]: string[]): void => {
  const item = menu?.items.find((candidate) => candidate.label === label);
  if (!item) throw new Error(`no "${label}" in: ${labelsOf(menu).join(', ')}`);
  if (item.enabled === false) return;
  if (rest.length > 0) clickItem({ items: item.submenu as MenuTemplate }, ...rest);
  // Our click handlers use no arguments.
  else (item.click as (() => void) | undefined)?.();
};

export const createMenus = () => {
  let application: FakeMenu | null = null;
  return {
    Menu: {
      buildFromTemplate: (items: MenuTemplate): FakeMenu => ({ items }),
      setApplicationMenu: (menu: FakeMenu | null) => {
        application = menu;
      },
    } satisfies Menus,
    applicationMenu: (): FakeMenu | null => application,
  };
};
