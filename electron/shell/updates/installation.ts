import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Who updates this copy. */
export type Installation =
  /** Runs from its sources. */
  | { updatedBy: 'none' }
  /** Our installer, which the app can start by itself: the system verifies its signature. */
  | { updatedBy: 'app' }
  /** The user: what arrives from the feed cannot be verified here. `extension` of the file to download. */
  | { updatedBy: 'user'; extension: 'deb' | 'rpm' | 'AppImage' | 'exe' };

export interface InstallationFacts {
  platform: NodeJS.Platform;
  isPackaged: boolean;
  execPath: string;
  /** Written next to the app when it was packaged: `deb` or `rpm`. */
  packageType: string | undefined;
  /** This package was signed for Windows: only updates with the same signature are installed. */
  isSignedForWindows: boolean;
}

/**
 * How this copy of the app was installed. The feed's checksums only prove that a file is the feed's, so the app installs an
 * update only where the system verifies who signed it: macOS, and signed packages of Windows.
 */
export const installationOf = ({
  platform,
  isPackaged,
  execPath,
  packageType,
  isSignedForWindows,
}: InstallationFacts): Installation => {
  if (!isPackaged) return { updatedBy: 'none' };
  if (platform === 'darwin') return { updatedBy: 'app' };
  if (platform === 'win32') {
    // Written by the installer; a folder that was only unpacked has none.
    const isInstalled = existsSync(join(dirname(execPath), 'Uninstall Assignment Monitor.exe'));
    return isInstalled && isSignedForWindows ? { updatedBy: 'app' } : { updatedBy: 'user', extension: 'exe' };
  }
  return { updatedBy: 'user', extension: packageType === 'deb' || packageType === 'rpm' ? packageType : 'AppImage' };
};
