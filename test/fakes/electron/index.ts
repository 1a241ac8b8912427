import type {
  BrowserWindowConstructorOptions,
  CustomScheme,
  NotificationConstructorOptions,
  SaveDialogOptions,
} from 'electron';
import type { Download, Electron, Protocol, ProtocolHandler, Session } from '../../../electron/shell/electron.ts';
import { createApp } from './app.ts';
import { Emitter } from './emitter.ts';
import { createIpc } from './ipc.ts';
import { createMenus } from './menu.ts';
import { createNativeTheme } from './native-theme.ts';
import { FakeNotification, type SystemSays } from './notification.ts';
import { createSafeStorage } from './safe-storage.ts';
import { FakeTray } from './tray.ts';
import { FakeWindow, type PageFate } from './window.ts';

export { createIpc } from './ipc.ts';
export { clickItem, labelsOf } from './menu.ts';
export { FakeNotification as FakeBubble } from './notification.ts';
export { createSafeStorage } from './safe-storage.ts';
export { FakeTray } from './tray.ts';
export { FakeContents, FakeWindow, type PageFate } from './window.ts';

/**
 * Test double of Electron for the API in electron/shell/electron.ts. Records calls and lets tests simulate the planner and
 * the system.
 */
export const createElectronDouble = () => {
  const { app, state, emitter: appEvents } = createApp();
  const { ipcMain, invoke, send } = createIpc();
  const { Menu, applicationMenu } = createMenus();
  const { safeStorage, state: keychain } = createSafeStorage();
  const powerMonitor = new Emitter();
  const windows: FakeWindow[] = [];
  const baseWindows: Emitter[] = [];
  const pages: { become: PageFate } = { become: 'painted' };
  const { nativeTheme, setSystemDark } = createNativeTheme();
  const trays: FakeTray[] = [];
  const bubbles: FakeNotification[] = [];
  const notifications: { say: SystemSays; left: number } = { say: 'show', left: 0 };
  const opened: string[] = [];
  const schemes = new Map<string, ProtocolHandler>();
  const rules: {
    permission?: (permission: string) => boolean;
    request?: (url: string) => boolean;
    download?: (item: Download) => void;
  } = {};
  const saveDialogs: SaveDialogOptions[] = [];

  const session = {
    setPermissionRequestHandler: () => {},
    setPermissionCheckHandler: (check) => {
      rules.permission = (permission) => check(null, permission);
    },
    webRequest: {
      onBeforeRequest: (listener) => {
        rules.request = (url) => {
          let allowed = false;
          listener({ url }, ({ cancel }) => {
            allowed = !cancel;
          });
          return allowed;
        };
      },
    },
    on: (_name, listener) => {
      rules.download = (item) => listener(null, item);
    },
  } satisfies Session;

  const electron = {
    app,
    dialog: {
      showSaveDialog: async (options: SaveDialogOptions) => {
        saveDialogs.push(options);
        return { canceled: false, filePath: options.defaultPath ?? '' };
      },
    },
    ipcMain,
    Menu,
    nativeTheme,
    powerMonitor,
    safeStorage,
    session: () => session,
    BaseWindow: class extends Emitter {
      constructor() {
        super();
        baseWindows.push(this);
      }
    },
    BrowserWindow: class extends FakeWindow {
      constructor(options: BrowserWindowConstructorOptions) {
        super(options, () => pages.become);
        windows.push(this);
      }
    },
    Tray: class extends FakeTray {
      constructor(image: string) {
        super(image);
        trays.push(this);
      }
    },
    Notification: class extends FakeNotification {
      static isSupported() {
        return true;
      }
      static removeAll() {
        notifications.left = 0;
      }
      constructor(options: NotificationConstructorOptions) {
        super(options, () => notifications.say);
        bubbles.push(this);
      }
    },
    protocol: {
      registerSchemesAsPrivileged: (_schemes: CustomScheme[]) => {},
      handle: (scheme: string, handler: ProtocolHandler) => void schemes.set(scheme, handler),
    } satisfies Protocol,
    screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }] },
    shell: {
      openExternal: async (url: string) => void opened.push(url),
    },
  } satisfies Electron;

  return {
    electron,
    appState: state,
    appEvents,
    keychain,
    powerMonitor,
    /** Windows without a page. */
    baseWindows,
    windows,
    /** What becomes of pages from now on. */
    pages,
    setSystemDark,
    trays,
    bubbles,
    /** What the system says of each bubble from now on, and how many are left from an earlier start. */
    notifications,
    opened,
    schemes,
    applicationMenu,
    invoke,
    send,
    saveDialogs,
    /** A page saves a file: the options of the dialog that asks where. */
    saveFromPage: (fileName: string): SaveDialogOptions | undefined => {
      let options: SaveDialogOptions | undefined;
      rules.download?.({
        getFilename: () => fileName,
        setSaveDialogOptions: (given) => {
          options = given;
        },
      });
      return options;
    },
    allowsPermission: (permission: string) => rules.permission?.(permission),
    allowsRequest: (url: string) => rules.request?.(url),
  };
};

export type ElectronDouble = ReturnType<typeof createElectronDouble>;
