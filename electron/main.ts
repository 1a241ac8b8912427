import './require-node.ts';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  app,
  BaseWindow,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  Notification,
  nativeTheme,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
} from 'electron';
import { createDatabaseRecovery } from './database/maintenance/database-recovery.ts';
import { takeSecrets } from './environment.ts';
import { createLog } from './log.ts';
import { createMonitor } from './monitor/monitor.ts';
import { registerAppScheme } from './shell/app-protocol.ts';
import { StartDeclined, startWithRecovery } from './shell/damaged-database.ts';
import { LINK_SCHEME } from './shell/deep-link.ts';
import { startDesktop } from './shell/desktop.ts';
import { desktopConfig, isCommandLineCall } from './shell/desktop-config.ts';
import { createExportDialog } from './shell/export-dialog.ts';
import { readManifest } from './shell/manifest.ts';
import { restartApp } from './shell/restart-app.ts';
import { createPlatformUpdates } from './shell/updates/platform-updates.ts';
import { databasePathIn, keyPathIn } from './storage/data-folder.ts';
import { restrictDataFolder } from './storage/private-folder.ts';

// Files that the app creates are readable by this user only, whatever rights it sets itself.
process.umask(0o077);

const dist = join(import.meta.dirname, '..');
const args = process.argv.slice(process.defaultApp ? 2 : 1);
const { updateFeed, homepage } = readManifest(join(dist, '..'));
const secrets = takeSecrets(process.env);
const config = desktopConfig(args, { ...process.env, ...secrets }, app.getPath('appData'), updateFeed);
/** The app that follows this one is started with the environment that this one was started with. */
const restoreSecrets = () => void Object.assign(process.env, secrets);
app.once('will-quit', restoreSecrets);
const log = createLog((line) => process.stderr.write(`${line}\n`));

// Chromium's files are in the data folder, so the single-instance lock applies per data folder, not per computer.
app.setPath('userData', join(config.dataDir, 'window'));
app.setAppUserModelId('be.assignmentmonitor.desktop');
// On Linux the menu entry of deb and rpm says so; an AppImage has none that could be named.
if (app.isPackaged && process.platform !== 'linux') app.setAsDefaultProtocolClient(LINK_SCHEME);
registerAppScheme(protocol);

// On macOS a link that starts the app arrives before the app is ready.
const links: string[] = [];
app.on('open-url', (_event, url) => links.push(url));

const openDataFolder = (): void => {
  const unchanged = restrictDataFolder(config.dataDir);
  if (unchanged.length > 0) log.warn('the file system has no access rights: others may read the data folder');
};

const start = () =>
  startDesktop({
    electron: {
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
    },
    platform: process.platform,
    args: [...args, ...links],
    paths: {
      data: config.dataDir,
      keyFile: keyPathIn(config.dataDir),
      pages: join(dist, 'renderer'),
      preload: join(dist, 'preload/preload.cjs'),
      icons: join(dist, 'icons'),
      config: process.env.XDG_CONFIG_HOME || join(homedir(), '.config'),
    },
    command: [
      // Paths inside a running AppImage are invalid after it ends.
      process.env.APPIMAGE ?? process.execPath,
      ...(process.defaultApp ? [resolve(process.argv[1] ?? '.')] : []),
    ],
    homepage,
    log: log.child('desktop'),
    startMonitor: ({ secrets, systemLanguage }) =>
      startWithRecovery({
        recovery: createDatabaseRecovery(databasePathIn(config.dataDir), Date.now, secrets),
        dialog,
        language: systemLanguage,
        start: () =>
          createMonitor({
            config,
            secrets,
            shell: 'desktop',
            version: app.getVersion(),
            systemLanguage,
            log,
            chooseExportFile: createExportDialog({
              dialog,
              folder: () => app.getPath('downloads'),
              language: systemLanguage,
            }),
            restart: () => {
              restoreSecrets();
              restartApp(app, process.env.APPIMAGE);
            },
            startUpdates: createPlatformUpdates({
              app,
              platform: process.platform,
              isPackaged: app.isPackaged,
              execPath: process.execPath,
              resourcesPath: process.resourcesPath,
              appImage: process.env.APPIMAGE,
              log: log.child('updates'),
            }),
            startDemo: async (receiverUrl) => {
              const { createDemoTenant } = await import('./demo/tenant.ts');
              const tenant = await createDemoTenant({ onlyDestination: receiverUrl });
              tenant.startStream();
              return tenant;
            },
          }),
      }),
  });

const runCommand = async (): Promise<void> => {
  restoreSecrets();
  process.argv = [process.execPath, 'assignment-monitor', ...args];
  await import('./cli.ts');
  process.stdout.write('', () => app.exit(Number(process.exitCode ?? 0)));
};

const openWindow = async (): Promise<void> => {
  openDataFolder();
  if (!app.requestSingleInstanceLock()) return app.quit();
  await app.whenReady();
  await start();
};

// Not awaited at the top level: Electron is not ready before this module has ended.
const running = isCommandLineCall(args) ? runCommand() : openWindow();
running.catch((error: unknown) => {
  if (error instanceof StartDeclined) return app.exit(0);
  log.error('the app could not start', { error: String(error) });
  dialog.showErrorBox('Assignment Monitor', error instanceof Error ? error.message : String(error));
  app.exit(1);
});
