import { join } from 'node:path';
import type { PayloadOf } from '../../shared/contract.ts';
import { type Language, languageFrom, messagesFor } from '../../shared/i18n/index.ts';
import type { NotificationTarget } from '../../shared/notice.ts';
import type { ChooseFile } from '../database/export/exporter.ts';
import { createDispatcher } from '../ipc/dispatch.ts';
import type { Logger } from '../log.ts';
import type { Monitor } from '../monitor/monitor-api.ts';
import type { SecretBox } from '../storage/secret-box.ts';
import { appMenu } from './app-menu.ts';
import { APP_ORIGIN, serveApp } from './app-protocol.ts';
import { targetOfArgs } from './deep-link.ts';
import { createDesktopServices, type DesktopServices } from './desktop-services.ts';
import type { Electron } from './electron.ts';
import { createElectronIpc } from './electron-ipc.ts';
import { createExportDialog } from './export-dialog.ts';
import { muteUntilMs } from './mute.ts';
import { createNotifier } from './notifier.ts';
import type { OpenRequests } from './open-requests.ts';
import { describeDownloads } from './page-downloads.ts';
import { closeBeforeQuit } from './quit.ts';
import { createSystemSecrets } from './secrets.ts';
import { createExternalOpener, hardenSession } from './security.ts';
import { createStartAtLogin, isStartedHidden } from './start-at-login.ts';
import { createAppTray } from './tray.ts';
import { watchTrayState } from './tray-state.ts';
import { createMainWindow } from './window.ts';

export interface DesktopOptions {
  electron: Electron;
  platform: NodeJS.Platform;
  /** Arguments of the program. */
  args: readonly string[];
  paths: {
    data: string;
    /** Of the key that encrypts secrets on a system without a keychain. */
    keyFile: string;
    pages: string;
    preload: string;
    icons: string;
    config: string;
  };
  /** How the system starts this program again. */
  command: readonly string[];
  /** The page of the project, which may be opened in the planner's browser; undefined: it has none. */
  homepage?: string | undefined;
  log: Logger;
  openRequests: OpenRequests;
  startMonitor: (parts: {
    secrets: SecretBox;
    systemLanguage: Language;
    chooseExportFile: ChooseFile;
  }) => Promise<Monitor>;
  services?: DesktopServices;
}

const KEY_FILE_WARNING = {
  file: 'no keychain available, secrets are encrypted with a key file',
  'file-for-now':
    'no keychain available now: stored secrets cannot be read until a start with it, new ones are encrypted with a key file',
};

/** Wires the core to window, tray and notifications. Call it once Electron is ready; it ends with `app.quit()`. */
export const startDesktop = async (options: DesktopOptions): Promise<void> => {
  const { electron, platform, args, paths, command, log, startMonitor } = options;
  const { app, Menu } = electron;
  const services = options.services ?? createDesktopServices(platform);
  const warn = (message: string) => (error: unknown) => log.warn(message, { error: String(error) });

  const systemLanguage = languageFrom(app.getPreferredSystemLanguages());
  const languageOf = (setting: Language | 'system') => (setting === 'system' ? systemLanguage : setting);

  hardenSession(electron.session());
  serveApp(electron.protocol, paths.pages);
  const { secretBox, keyStorage } = await createSystemSecrets({
    safeStorage: electron.safeStorage,
    platform,
    keyPath: join(paths.data, 'desktop.key'),
    fallbackPath: paths.keyFile,
  });
  if (keyStorage !== 'system') log.warn(KEY_FILE_WARNING[keyStorage]);

  const downloads = () => app.getPath('downloads');
  const chooseExportFile = createExportDialog({
    dialog: electron.dialog,
    folder: downloads,
    title: () => messages().history.export.title,
  });
  const monitor = await startMonitor({ secrets: secretBox, systemLanguage, chooseExportFile });
  const { handlers } = monitor;
  let { settings } = await handlers['settings.get']();
  const messages = () => messagesFor(languageOf(settings.language));
  describeDownloads({ session: electron.session(), folder: downloads, title: () => messages().common.saveFile });
  let hasTray = await services.hasTray();

  /** Also what pages and title bars take for the system's: the first paint is already in the right colours. */
  const applyTheme = () => {
    electron.nativeTheme.themeSource = settings.theme;
  };
  applyTheme();

  const window = createMainWindow({
    BrowserWindow: electron.BrowserWindow,
    nativeTheme: electron.nativeTheme,
    screen: electron.screen,
    preload: paths.preload,
    icon: join(paths.icons, 'app.png'),
    title: messages().common.appName,
    boundsPath: join(paths.data, 'window.json'),
    onClose: () => {
      if (quit.isQuitting()) return 'close';
      if (settings.closeToTray) return hasTray ? 'hide' : 'minimise';
      app.quit();
      return 'close';
    },
    onHidden: () => void showTrayHint().catch(warn('the tray hint could not be stored')),
    onPageGone: () => {
      ipc.clearListeners();
      page.reload();
    },
    openExternal: (url) => void openExternal(url).catch(warn('an address could not be opened')),
  });

  const notifier = createNotifier({
    Notification: electron.Notification,
    platform,
    available: services.hasNotifications,
    open: (target) => open(target),
  });

  const page = monitor.connectPage({
    offer: (id) => ipc.push('notices.raised', { id }),
    system: {
      show: (notification) => notifier.show(notification),
      onFailed: () => {
        log.warn('a notification could not be shown by the system');
        window.showWithoutFocus();
      },
    },
  });

  const ipc = createElectronIpc({
    ipcMain: electron.ipcMain,
    dispatch: createDispatcher({ ...handlers, ...page.handlers, 'page.hidden': window.pageHidden }, (name, error) =>
      warn(`request ${name} failed`)(error),
    ),
    contents: window.contents,
    origin: APP_ORIGIN,
    onRefused: (error) => log.warn(error.message),
  });

  const open = (target?: NotificationTarget) => {
    if (target) ipc.push('navigation.open', target);
    window.show();
    // A desktop can gain or lose its tray while the app runs, e.g. by an extension.
    void services.hasTray().then((answer) => {
      hasTray = answer;
    });
  };

  const showTrayHint = async (): Promise<void> => {
    if (settings.trayHintShown) return;
    const { appName, tray } = messages().common;
    const target = { screen: 'connection' } as const;
    const hint = { tag: 'tray-hint', title: appName, body: tray.stillHere, target, quiet: true };
    if (await notifier.show(hint)) await handlers['settings.update']({ trayHintShown: true });
  };

  const openExternal = createExternalOpener(
    electron.shell,
    async () => ({ settings, homepage: options.homepage }),
    () => log.warn('an unknown address was not opened'),
  );

  const start = (name: 'connection.subscribe' | 'connection.renew' | 'connection.retry') => () =>
    void Promise.resolve(handlers[name]()).catch(warn(`${name} from the tray failed`));

  const tray = createAppTray({
    Tray: electron.Tray,
    Menu,
    app,
    icons: paths.icons,
    platform,
    actions: {
      open,
      subscribe: start('connection.subscribe'),
      renew: start('connection.renew'),
      retry: start('connection.retry'),
      mute: (period) => {
        const mutedUntilMs = period === null ? null : muteUntilMs(period, Date.now());
        const update = handlers['settings.update']({ notifications: { mutedUntilMs } });
        void Promise.resolve(update).catch(warn('muting failed'));
      },
      update: () => void handlers['updates.install'](),
      quit: () => app.quit(),
    },
  });

  const startAtLogin = createStartAtLogin({ app, platform, command, configDir: paths.config });
  const applyStartAtLogin = () => {
    try {
      startAtLogin.set(settings.startAtLogin);
    } catch (error) {
      warn('starting at login could not be set')(error);
    }
  };

  const showMenuBar = () =>
    Menu.setApplicationMenu(Menu.buildFromTemplate(appMenu(languageOf(settings.language), platform)));

  const stopPushes = monitor.onPush((name, payload) => {
    if (name === 'settings.changed') {
      settings = (payload as PayloadOf<'settings.changed'>).settings;
      showMenuBar();
      applyTheme();
      applyStartAtLogin();
    }
    ipc.push(name, payload);
  });
  const stopTray = watchTrayState(monitor, languageOf, tray.update, warn('the tray could not be updated'));

  const quit = closeBeforeQuit({
    app,
    BaseWindow: electron.BaseWindow,
    powerMonitor: electron.powerMonitor,
    platform,
    monitor,
    release: () => {
      stopTray();
      stopPushes();
      notifier.clear();
      tray.destroy();
    },
    onError: warn('closing failed'),
  });

  // The app keeps running in the tray when its window is closed.
  app.on('window-all-closed', () => {});
  electron.powerMonitor.on('resume', () => monitor.recheck('resume'));

  showMenuBar();
  applyStartAtLogin();
  const target = targetOfArgs(args);
  if (target || !hasTray || !isStartedHidden(app, platform, args)) open(target);
  options.openRequests.deliver(open);
  // Last, so that notifications at start can be shown.
  await monitor.begin();
};
