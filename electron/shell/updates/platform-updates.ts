import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from '../../log.ts';
import type { StartUpdates } from '../../updates.ts';
import type { ElectronUpdaterOptions } from './electron-updater.ts';
import { type InstallationFacts, installationOf } from './installation.ts';
import { createUpdates, type UpdateSource } from './updates.ts';

export interface PlatformUpdatesOptions extends Omit<InstallationFacts, 'packageType' | 'isSignedForWindows'> {
  app: ElectronUpdaterOptions['app'];
  /** Electron's resources folder. */
  resourcesPath: string;
  restartApp: () => void;
  log: Logger;
}

/** How this copy of the app gets newer versions; undefined for one that runs from its sources. */
export const createPlatformUpdates = ({
  app,
  resourcesPath,
  restartApp,
  log,
  ...facts
}: PlatformUpdatesOptions): StartUpdates | undefined => {
  const installation = installationOf({
    ...facts,
    packageType: readTextIfExists(join(resourcesPath, 'package-type')),
    isSignedForWindows: /^publisherName:/m.test(readTextIfExists(join(resourcesPath, 'app-update.yml')) ?? ''),
  });
  if (installation.updatedBy === 'none') return undefined;
  let source: Promise<UpdateSource> | undefined;
  // Loaded on demand: half a megabyte that is not needed without a feed.
  const load = async () => {
    const { createElectronUpdater } = await import('./electron-updater.ts');
    return createElectronUpdater({
      app,
      platform: facts.platform,
      installation,
      restartApp,
      log,
    });
  };
  return createUpdates({
    loadSource: () => {
      source ??= load();
      return source;
    },
    log,
  });
};

const readTextIfExists = (path: string): string | undefined =>
  existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined;
