import {
  type AppUpdater,
  CancellationToken,
  DebUpdater,
  MacUpdater,
  NsisUpdater,
  type UpdateInfo,
} from 'electron-updater';
import type { UpdateFailure } from '../../../shared/update.ts';
import type { Logger } from '../../log.ts';
import type { App } from '../electron.ts';
import type { Installation } from './installation.ts';
import { UpdateError, type UpdateSource } from './updates.ts';

export interface ElectronUpdaterOptions {
  app: Pick<App, 'once' | 'quit' | 'releaseSingleInstanceLock'>;
  platform: NodeJS.Platform;
  installation: Installation;
  /** Quits the app and starts this version again. */
  restartApp: () => void;
  log: Logger;
}

/** The only file that uses electron-updater: it reads feeds, downloads, verifies and installs, each on request only. */
export const createElectronUpdater = (options: ElectronUpdaterOptions): UpdateSource => {
  const { app, platform, installation, restartApp, log } = options;
  const updater = updaterFor(platform);
  updater.autoDownload = false;
  updater.autoInstallOnAppQuit = false;
  updater.allowDowngrade = false;
  updater.disableWebInstaller = true;
  updater.logger = { info: firstLine(log.info), warn: firstLine(log.warn), error: firstLine(log.warn) };
  // Otherwise it sends the feed's host a number that identifies this computer.
  updater.requestHeaders = { 'x-user-staging-id': 'none' };
  // Every failure is thrown as well; without a listener it would end the process.
  updater.on('error', () => {});
  let download: CancellationToken | undefined;

  return {
    check: async (feed) => {
      // The feed may have changed: cancel a download from the previous one.
      download?.cancel();
      updater.setFeedURL({ provider: 'generic', url: feed });
      const result = await updater.checkForUpdates().catch(rethrow);
      if (!result?.isUpdateAvailable) return undefined;
      const { updateInfo } = result;
      return {
        version: updateInfo.version,
        url: addressOf(updateInfo, feed, installation),
        isManual: installation.updatedBy === 'user',
      };
    },
    download: async (onProgress) => {
      const reportProgress = ({ percent }: { percent: number }) => onProgress(Math.floor(percent));
      updater.on('download-progress', reportProgress);
      try {
        download = new CancellationToken();
        await updater.downloadUpdate(download).catch(rethrow);
      } finally {
        updater.off('download-progress', reportProgress);
      }
    },
    install: () => {
      // Everything is closed by then: the new version can take the database and the single-instance lock.
      app.once('will-quit', (event) => {
        event.preventDefault();
        updater.once('error', (error) => {
          log.error('the update could not be installed, restarting this version', { error: String(error) });
          restartApp();
        });
        app.releaseSingleInstanceLock();
        updater.quitAndInstall(true, true);
      });
      app.quit();
    },
  };
};

const updaterFor = (platform: NodeJS.Platform): AppUpdater => {
  if (platform === 'win32') return new NsisUpdater();
  if (platform === 'darwin') return new MacUpdater();
  // Used for checks only: they are the same for every kind of Linux installation.
  return new DebUpdater();
};

/** Address of the file that the feed offers for this kind of installation; else of the feed itself. */
const addressOf = ({ files }: UpdateInfo, feed: string, installation: Installation): string => {
  const base = feed.endsWith('/') ? feed : `${feed}/`;
  const extension = installation.updatedBy === 'user' ? installation.extension : undefined;
  const file = files.find(({ url }) => extension && url.toLowerCase().endsWith(`.${extension.toLowerCase()}`));
  return file && URL.canParse(file.url, base) ? new URL(file.url, base).href : feed;
};

const rethrow = (error: Error & { code?: string }): never => {
  throw new UpdateError(reasonOf(error), error);
};

const NOT_A_FEED =
  /^ERR_UPDATER_(CHANNEL_FILE_NOT_FOUND|INVALID_UPDATE_INFO|INVALID_VERSION|NO_FILES_PROVIDED|NO_CHECKSUM)$/;
const DAMAGED = /^ERR_(CHECKSUM_MISMATCH|UPDATER_INVALID_SIGNATURE)$/;
const UNREACHABLE = /^(ECONN|ENOTFOUND|EAI_|ETIMEDOUT|EHOST|ENET|EPIPE|HTTP_ERROR_|ERR_STREAM|CERT_|ERR_TLS)/;

const reasonOf = ({ code = '', message, name }: Error & { code?: string }): UpdateFailure => {
  if (NOT_A_FEED.test(code) || name === 'TypeError') return 'not-a-feed';
  if (DAMAGED.test(code)) return 'damaged';
  if (code === 'ENOSPC') return 'disk-full';
  return UNREACHABLE.test(code) || /^(net::|Cannot download)/.test(message) ? 'unreachable' : 'other';
};

/** Its error messages contain a stack trace: keeps the first line. */
const firstLine = (write: (line: string) => void) => (message: unknown) =>
  write(String(message).split('\n', 1)[0] ?? '');
