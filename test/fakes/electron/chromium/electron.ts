import http, { type RequestOptions } from 'node:http';
import https from 'node:https';
import type { BaseWindowConstructorOptions, MessageBoxOptions, NotificationConstructorOptions } from 'electron';
import type { Dialogs, Electron } from '../../../../electron/shell/electron.ts';
import { Emitter } from '../emitter.ts';
import { createIpc } from '../ipc.ts';
import { createMenus } from '../menu.ts';
import { createNativeTheme } from '../native-theme.ts';
import { FakeNotification, type SystemSays } from '../notification.ts';
import { createSafeStorage } from '../safe-storage.ts';
import { FakeTray } from '../tray.ts';
import { createProcessApp } from './app.ts';
import { type Browser, startBrowser } from './browser.ts';
import { readOptions } from './options.ts';
import { createRules } from './rules.ts';
import { createWindows } from './windows.ts';

// The module the built app gets for `electron`; one instance per process.
const options = readOptions();
const rules = createRules();
const ipc = createIpc();
const menus = createMenus();
const keychain = createSafeStorage();
Object.assign(keychain.state, options.keychain);

let running: Browser | undefined;
const started = Promise.withResolvers<Browser>();
const browser = (): Browser => {
  running ??= startBrowser(options.browser, app.getPath('userData'));
  started.resolve(running);
  return running;
};

const { BrowserWindow, windows } = createWindows({
  browser,
  rules,
  ipc,
  onAllClosed: () => {
    if (processApp.emitter.listenerCount('window-all-closed') === 0) app.quit();
    else processApp.emitter.emit('window-all-closed');
  },
});
const processApp = createProcessApp({
  version: options.version,
  isPackaged: options.isPackaged ?? false,
  languages: options.languages ?? ['en-GB'],
  appData: options.appData,
  closeWindows: () => [...windows].every((window) => window.close()),
  onExit: () => running?.close(),
});
process.once('exit', () => running?.close());

const trays: FakeTray[] = [];
const bubbles: FakeNotification[] = [];
const notifications: { say: SystemSays } = { say: 'show' };
const opened: string[] = [];
const errors: string[] = [];
const displays = options.displays ?? [{ x: 0, y: 0, width: 1920, height: 1040 }];

export const { app } = processApp;
export { BrowserWindow };
/** Without a page; no test sees it. */
export const BaseWindow = class extends Emitter {
  constructor(_options: BaseWindowConstructorOptions) {
    super();
  }
};
export const { ipcMain } = ipc;
export const { Menu } = menus;
export const { nativeTheme } = createNativeTheme();
export const { safeStorage } = keychain;
export const powerMonitor = new Emitter();
export const { protocol } = rules;
export const screen = { getAllDisplays: () => displays.map((workArea) => ({ workArea })) };
export const shell = { openExternal: async (url: string) => void opened.push(url) };
const pressedButtons = [...(options.buttonsToPress ?? [])];
export const dialog = {
  showErrorBox: (title: string, text: string) => void errors.push(`${title}: ${text}`),
  showSaveDialog: async () => ({ canceled: options.saveAs === undefined, filePath: options.saveAs ?? '' }),
  showMessageBox: async ({ buttons = [], cancelId = 0 }: MessageBoxOptions) => {
    const wanted = pressedButtons.shift();
    if (wanted === undefined) return { response: cancelId };
    if (!buttons.includes(wanted)) throw new Error(`no "${wanted}" among: ${buttons.join(', ')}`);
    return { response: buttons.indexOf(wanted) };
  },
} satisfies Dialogs;
// Used by electron-updater; requests of the main process, not subject to the page rules.
export const session = { defaultSession: rules.session, fromPartition: () => ({}) };
export const net = {
  request: (given: RequestOptions) => (given.protocol === 'https:' ? https : http).request(given),
};
export const autoUpdater = new Emitter();
export const Tray = class extends FakeTray {
  constructor(image: string) {
    super(image);
    trays.push(this);
  }
};
export const Notification = class extends FakeNotification {
  static isSupported() {
    return true;
  }
  static handleActivation() {}
  static removeAll() {}
  constructor(constructed: NotificationConstructorOptions) {
    super(constructed, () => notifications.say);
    bubbles.push(this);
  }
};

/** Type check against the Electron types the app uses. */
void ({
  app,
  BaseWindow,
  BrowserWindow,
  ipcMain,
  Menu,
  nativeTheme,
  Notification,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session: () => session.defaultSession,
  shell,
  Tray,
} satisfies Electron);

/** The test side of the double: recorded calls and triggers. */
export const double = {
  events: processApp.emitter,
  state: processApp.state,
  applicationMenu: menus.applicationMenu,
  keychain,
  windows,
  trays,
  bubbles,
  notifications,
  opened,
  errors,
  /** As soon as a window needs it. */
  browser: started.promise,
};
