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
import { commandIn } from './commands/leading-flags.ts';
import { createDatabaseRecovery } from './database/maintenance/database-recovery.ts';
import { takeSecrets } from './environment.ts';
import { createLog } from './log.ts';
import { createMonitor } from './monitor/monitor.ts';
import { registerAppScheme } from './shell/app-protocol.ts';
import { startWithRecovery } from './shell/damaged-database.ts';
import { LINK_SCHEME } from './shell/deep-link.ts';
import { startDesktop } from './shell/desktop.ts';
import { desktopConfig, namedDataDir } from './shell/desktop-config.ts';
import { readManifest } from './shell/manifest.ts';
import { collectOpenRequests } from './shell/open-requests.ts';
import { restartApp } from './shell/restart-app.ts';
import { hasDisplay, start } from './shell/start.ts';
import { createPlatformUpdates } from './shell/updates/platform-updates.ts';
import { databasePathIn, defaultDataDir, keyPathIn, thisSystem } from './storage/data-folder.ts';
import { restrictDataFolder } from './storage/private-folder.ts';
import { leaveRoamingFolder } from './storage/roaming-folder.ts';

// Files that the app creates are readable by this user only, whatever rights it sets itself.
process.umask(0o077);

const dist = join(import.meta.dirname, '..');
const args = process.argv.slice(process.defaultApp ? 2 : 1);
const log = createLog((line) => process.stderr.write(`${line}\n`));

/** The named data folder, or the default one. */
const chooseDataDir = (named: string | undefined): string => {
  const system = thisSystem(process.env);
  if (named === undefined) leaveRoamingFolder(system, log);
  return named ?? defaultDataDir(system);
};

const openDataFolder = (dataDir: string): void => {
  const unchanged = restrictDataFolder(dataDir);
  if (unchanged.length > 0) log.warn('the file system has no access rights: others may read the data folder');
};

/** A second signal while the app closes must not end it at once, as Chromium's own handlers would: a terminal and npm both send one. */
const quitOnSignals = (): void => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());
  // The program that started it has ended, or asks for it where it cannot send a signal.
  process.once('disconnect', () => app.quit());
};

const openApp = async (): Promise<void> => {
  // Whoever started the app may be gone, and the terminal with it.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  const openRequests = collectOpenRequests(app);
  const secrets = takeSecrets(process.env);
  /** The app that follows this one is started with the environment that this one was started with. */
  const restoreSecrets = () => void Object.assign(process.env, secrets);
  app.once('will-quit', restoreSecrets);
  const restart = () => {
    restoreSecrets();
    restartApp(app, { args: process.argv.slice(1), appImage: process.env.APPIMAGE });
  };
  const { updateFeed, homepage } = readManifest(join(dist, '..'));
  const namedDir = namedDataDir(args, process.env);
  const dataDir = chooseDataDir(namedDir);
  const config = desktopConfig(dataDir, { ...process.env, ...secrets }, updateFeed);
  openDataFolder(dataDir);

  // Chromium's files are in the data folder, so the single-instance lock applies per data folder, not per computer.
  app.setPath('userData', join(dataDir, 'window'));
  app.setAppUserModelId('be.assignmentmonitor.desktop');
  // On Linux the menu entry of deb and rpm says so; an AppImage has none that could be named.
  if (app.isPackaged && process.platform !== 'linux') app.setAsDefaultProtocolClient(LINK_SCHEME);
  registerAppScheme(protocol);
  if (!app.requestSingleInstanceLock()) return app.quit();
  await app.whenReady();
  quitOnSignals();

  await startDesktop({
    electron: {
      app,
      BaseWindow,
      BrowserWindow,
      dialog,
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
    args,
    openRequests,
    paths: {
      data: dataDir,
      keyFile: keyPathIn(dataDir),
      pages: join(dist, 'renderer'),
      preload: join(dist, 'preload/preload.cjs'),
      icons: join(dist, 'icons'),
      config: process.env.XDG_CONFIG_HOME || join(homedir(), '.config'),
    },
    command: [
      // Paths inside a running AppImage are invalid after it ends.
      process.env.APPIMAGE ?? process.execPath,
      ...(process.defaultApp ? [resolve(process.argv[1] ?? '.')] : []),
      ...(namedDir === undefined ? [] : ['--data', namedDir]),
    ],
    homepage,
    log: log.child('desktop'),
    startMonitor: ({ secrets, systemLanguage, chooseExportFile }) =>
      startWithRecovery({
        recovery: createDatabaseRecovery(databasePathIn(dataDir), Date.now, secrets),
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
            chooseExportFile,
            restart,
            startUpdates: createPlatformUpdates({
              app,
              platform: process.platform,
              isPackaged: app.isPackaged,
              execPath: process.execPath,
              resourcesPath: process.resourcesPath,
              restartApp: restart,
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
};

const runCommand = async (command: readonly string[]): Promise<void> => {
  process.argv = [process.execPath, 'assignment-monitor', ...command];
  await import('./cli.ts');
  // Until everything is written.
  await new Promise((done) => process.stdout.write('', done));
  app.exit(Number(process.exitCode ?? 0));
};

const command = commandIn(args);
// A command needs no display: Electron opens it when this module has ended. The window needs Electron to be ready, which is later still.
if (command) await runCommand(command);
else void start({ app, dialog, log, hasDisplay: hasDisplay(process.platform, process.env), open: openApp });
