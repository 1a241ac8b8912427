import { syncBuiltinESMExports } from 'node:module';
import os, { type NetworkInterfaceInfo } from 'node:os';
import type { DesktopCommands, DesktopState } from '../../../e2e/desktop/commands.ts';
import { labelsOf } from '../menu.ts';
import { double } from './electron.ts';

const last = <T>(items: readonly T[], what: string): T => {
  const item = items.at(-1);
  if (!item) throw new Error(`no ${what}`);
  return item;
};
const window = () => last(double.windows, 'window');
const tray = () => last(double.trays, 'tray');
const bubble = (title: string) =>
  last(
    double.bubbles.filter(({ options, closed }) => options.title === title && !closed),
    `notification "${title}"`,
  );

const state = (): DesktopState => ({
  windows: double.windows.map(({ state, focused, flashing, maximized, bounds, webContents }) => ({
    state,
    focused,
    flashing,
    maximized,
    bounds,
    url: webContents.mainFrame.url,
  })),
  tray: double.trays
    .filter(({ destroyed }) => !destroyed)
    .map(({ image, toolTip, menu }) => ({ image, toolTip, menu: labelsOf(menu) }))
    .at(-1),
  menuBar: labelsOf(double.applicationMenu()),
  badge: double.state.badge,
  notifications: double.bubbles.map(({ options, shown, closed }) => ({
    title: options.title ?? '',
    body: options.body ?? '',
    silent: options.silent ?? false,
    shown,
    closed,
  })),
  opened: double.opened,
  errors: double.errors,
});

/** What the planner and the system can do to an app on the double. */
export const commands: DesktopCommands = {
  state: async () => state(),
  debugPort: async () => (await double.browser).debugPort,
  chooseTrayItem: async (...labels) => tray().choose(...labels),
  clickTray: async () => void tray().emit('click'),
  clickNotification: async (title) => bubble(title).click(),
  failBubbles: async () => {
    double.notifications.say = 'failed';
  },
  closeWindow: async () => void window().close(),
  moveWindow: async (bounds) => window().moveTo(bounds),
  openLink: async (url) => void double.events.emitPreventable('open-url', url),
  power: async (event) => void (await import('./electron.ts')).powerMonitor.emit(event),
  changeNetwork: async (address) => {
    const card = { address, netmask: '255.255.255.0', family: 'IPv4', mac: '', internal: false, cidr: null } as const;
    os.networkInterfaces = () => ({ test0: [card satisfies NetworkInterfaceInfo] });
    syncBuiltinESMExports();
  },
  evaluate: (expression) => window().page.evaluate(expression),
  evaluateInFrame: (url, expression) => window().page.evaluate(expression, url),
  crashPage: () => window().page.crash(),
  quit: async () => (await import('./electron.ts')).app.quit(),
};
