import type * as E from 'electron';

// The subset of Electron's types that this app uses: the real module satisfies them, and so does a test double. Shell
// modules take these as arguments.

export type Preventable = Pick<E.Event, 'preventDefault'>;

export type App = Pick<
  E.App,
  | 'exit'
  | 'getLoginItemSettings'
  | 'getPath'
  | 'getPreferredSystemLanguages'
  | 'getVersion'
  | 'isPackaged'
  | 'relaunch'
  | 'releaseSingleInstanceLock'
  | 'quit'
  | 'requestSingleInstanceLock'
  | 'setAppUserModelId'
  | 'setAsDefaultProtocolClient'
  | 'setBadgeCount'
  | 'setLoginItemSettings'
  | 'setPath'
  | 'whenReady'
> & {
  on(event: 'activate' | 'window-all-closed', listener: () => void): unknown;
  on(event: 'before-quit', listener: (event: Preventable) => void): unknown;
  once(event: 'will-quit', listener: (event: Preventable) => void): unknown;
  on(event: 'open-url', listener: (event: Preventable, url: string) => void): unknown;
  on(event: 'second-instance', listener: (event: Preventable, argv: string[]) => void): unknown;
};
export type Frame = Pick<E.WebFrameMain, 'url'>;
export type Contents = Pick<E.WebContents, 'reload' | 'send' | 'setWindowOpenHandler'> & {
  readonly mainFrame: Frame;
  on(event: 'did-navigate', listener: () => void): unknown;
  on(
    event: 'will-navigate' | 'will-frame-navigate' | 'will-redirect' | 'will-attach-webview',
    listener: (event: Preventable) => void,
  ): unknown;
  on(
    event: 'render-process-gone',
    listener: (event: unknown, details: Pick<E.RenderProcessGoneDetails, 'reason'>) => void,
  ): unknown;
};
export type Window = Pick<
  E.BrowserWindow,
  | 'destroy'
  | 'flashFrame'
  | 'focus'
  | 'getNormalBounds'
  | 'hide'
  | 'isDestroyed'
  | 'isMaximized'
  | 'isMinimized'
  | 'isVisible'
  | 'loadURL'
  | 'maximize'
  | 'minimize'
  | 'restore'
  | 'setBackgroundColor'
  | 'show'
  | 'showInactive'
> & {
  readonly webContents: Contents;
  on(event: 'close', listener: (event: Preventable) => void): unknown;
  on(event: 'closed' | 'ready-to-show', listener: () => void): unknown;
};
export type CreateWindow = new (options: E.BrowserWindowConstructorOptions) => Window;

/** A window without a page. */
export type CreateBaseWindow = new (
  options: E.BaseWindowConstructorOptions,
) => {
  on(event: 'session-end', listener: () => void): unknown;
};

/** The sender of an IPC message. */
export interface SenderEvent {
  readonly senderFrame: Frame | null;
}
export interface IpcMain {
  handle(channel: string, listener: (event: SenderEvent, ...args: unknown[]) => unknown): void;
  on(channel: string, listener: (event: SenderEvent, ...args: unknown[]) => void): unknown;
}

export type ProtocolHandler = (request: Request) => Promise<Response>;
export interface Protocol {
  registerSchemesAsPrivileged(schemes: E.CustomScheme[]): void;
  handle(scheme: string, handler: ProtocolHandler): void;
}
export type Session = {
  setPermissionRequestHandler(
    handler: (contents: unknown, permission: string, answer: (granted: boolean) => void) => void,
  ): void;
  setPermissionCheckHandler(handler: (contents: unknown, permission: string) => boolean): void;
  readonly webRequest: {
    onBeforeRequest(
      listener: (details: { url: string }, answer: (response: { cancel?: boolean }) => void) => void,
    ): void;
  };
  on(event: 'will-download', listener: (event: unknown, item: Download) => void): unknown;
};
/** A file that a page saves. */
export type Download = Pick<E.DownloadItem, 'getFilename' | 'setSaveDialogOptions'>;

export type Tray = Pick<E.Tray, 'destroy' | 'setToolTip'> & {
  on(event: 'click', listener: () => void): unknown;
  setContextMenu(menu: BuiltMenu | null): void;
  setImage(image: string): void;
};
export type CreateTray = new (image: string) => Tray;
export type MenuTemplate = E.MenuItemConstructorOptions[];
export interface BuiltMenu {
  readonly items: readonly unknown[];
}
export interface Menus {
  buildFromTemplate(template: MenuTemplate): BuiltMenu;
  setApplicationMenu(menu: BuiltMenu | null): void;
}

export type SystemNotification = Pick<E.Notification, 'close' | 'show'> & {
  on(event: 'click' | 'close' | 'failed' | 'show', listener: () => void): unknown;
};
export type SystemNotificationClass = (new (
  options: E.NotificationConstructorOptions,
) => SystemNotification) & { isSupported(): boolean; removeAll(): void };

export type SafeStorage = Pick<
  E.SafeStorage,
  'decryptStringAsync' | 'encryptStringAsync' | 'isAsyncEncryptionAvailable'
>;
export interface PowerMonitor {
  on(event: 'resume', listener: () => void): unknown;
  /** Electron's types leave out the event, its documentation does not. */
  on(event: 'shutdown', listener: (event?: Preventable) => void): unknown;
}
export type NativeTheme = Pick<E.NativeTheme, 'shouldUseDarkColors' | 'themeSource'> & {
  on(event: 'updated', listener: () => void): unknown;
};
export interface Screen {
  getAllDisplays(): Pick<E.Display, 'workArea'>[];
}
export type ExternalOpener = Pick<E.Shell, 'openExternal'>;

export type Dialogs = Pick<E.Dialog, 'showErrorBox'> & {
  showMessageBox(options: E.MessageBoxOptions): Promise<Pick<E.MessageBoxReturnValue, 'response'>>;
  showSaveDialog(options: E.SaveDialogOptions): Promise<Pick<E.SaveDialogReturnValue, 'canceled' | 'filePath'>>;
};

/** Everything of Electron that the desktop shell uses. */
export interface Electron {
  app: App;
  BaseWindow: CreateBaseWindow;
  BrowserWindow: CreateWindow;
  dialog: Pick<Dialogs, 'showSaveDialog'>;
  ipcMain: IpcMain;
  Menu: Menus;
  nativeTheme: NativeTheme;
  Notification: SystemNotificationClass;
  powerMonitor: PowerMonitor;
  protocol: Protocol;
  safeStorage: SafeStorage;
  screen: Screen;
  /** The session of our window; not available before `ready`. */
  session: () => Session;
  shell: ExternalOpener;
  Tray: CreateTray;
}
