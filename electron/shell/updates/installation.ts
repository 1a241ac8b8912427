import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Who updates this copy. */
export type Installation =
  /** Runs from its sources. */
  | { updatedBy: 'none' }
  /** Our installer, which the app can start by itself. */
  | { updatedBy: 'app' }
  /** The user: system packages or an unpacked folder; `extension` of the file to download. */
  | { updatedBy: 'user'; extension: 'deb' | 'rpm' | 'AppImage' | 'exe' };

export interface InstallationFacts {
  platform: NodeJS.Platform;
  isPackaged: boolean;
  execPath: string;
  /** Path of the running AppImage. */
  appImage: string | undefined;
  /** Written next to the app when it was packaged: `deb` or `rpm`. */
  packageType: string | undefined;
}

/** How this copy of the app was installed. */
export const installationOf = ({
  platform,
  isPackaged,
  execPath,
  appImage,
  packageType,
}: InstallationFacts): Installation => {
  if (!isPackaged) return { updatedBy: 'none' };
  if (platform === 'darwin') return { updatedBy: 'app' };
  if (platform === 'win32') {
    // Written by the installer; a folder that was only unpacked has none.
    const isInstalled = existsSync(join(dirname(execPath), 'Uninstall Assignment Monitor.exe'));
    return isInstalled ? { updatedBy: 'app' } : { updatedBy: 'user', extension: 'exe' };
  }
  if (appImage !== undefined) return { updatedBy: 'app' };
  return { updatedBy: 'user', extension: packageType === 'deb' || packageType === 'rpm' ? packageType : 'AppImage' };
};
