import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Who puts a newer version in the place of this one. */
export type Installation =
  /** Runs from its sources. */
  | { updatedBy: 'nobody' }
  /** An installer of ours, which the app can start by itself. */
  | { updatedBy: 'app' }
  /** The system's packages, or whoever unpacked a folder; `extension` of the file they would want. */
  | { updatedBy: 'hand'; extension: 'deb' | 'rpm' | 'AppImage' | 'exe' };

export interface InstallationFacts {
  platform: NodeJS.Platform;
  isPackaged: boolean;
  execPath: string;
  /** Where the AppImage lies that runs. */
  appImage: string | undefined;
  /** What the packager wrote beside the app: `deb` or `rpm`. */
  packageType: string | undefined;
}

/** How this copy of the app came onto the computer. */
export const installationOf = ({
  platform,
  isPackaged,
  execPath,
  appImage,
  packageType,
}: InstallationFacts): Installation => {
  if (!isPackaged) return { updatedBy: 'nobody' };
  if (platform === 'darwin') return { updatedBy: 'app' };
  if (platform === 'win32') {
    // What the installer leaves; a folder that was only unpacked has none.
    const isInstalled = existsSync(join(dirname(execPath), 'Uninstall Assignment Monitor.exe'));
    return isInstalled ? { updatedBy: 'app' } : { updatedBy: 'hand', extension: 'exe' };
  }
  if (appImage !== undefined) return { updatedBy: 'app' };
  return { updatedBy: 'hand', extension: packageType === 'deb' || packageType === 'rpm' ? packageType : 'AppImage' };
};
