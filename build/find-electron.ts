import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const EXECUTABLES: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
};

/**
 * Electron's executable: from the folder `ELECTRON_OVERRIDE_DIST_PATH` names, else from `node_modules`.
 * undefined when it is missing or incomplete.
 */
export const findElectron = (
  root: string,
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string | undefined => {
  const executable = EXECUTABLES[platform] ?? 'electron';
  const override = env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) return ifExists(join(override, executable));
  const installed = join(root, 'node_modules/electron');
  // `path.txt` is written last: without it the archive was not completely unpacked.
  return existsSync(join(installed, 'path.txt')) && sameVersion(installed)
    ? ifExists(join(installed, 'dist', executable))
    : undefined;
};

/** Why this computer cannot show a window, or undefined when it can. */
export const noDesktopReason = (
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
  isRoot = process.getuid?.() === 0,
): string | undefined => {
  if (platform !== 'linux') return undefined;
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return 'There is no desktop here';
  // Chromium's sandbox does not work as root, and the app must not run without it.
  return isRoot ? 'The desktop app does not run as root' : undefined;
};

/** Size of a folder in bytes; used to detect download progress. */
export const sizeOf = (path: string): number => {
  try {
    const stat = statSync(path);
    if (!stat.isDirectory()) return stat.size;
    return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
  } catch {
    // The file was removed in the meantime.
    return 0;
  }
};

const ifExists = (path: string): string | undefined => (existsSync(path) ? path : undefined);

const sameVersion = (installed: string): boolean => {
  const read = (name: string) => {
    const path = join(installed, name);
    return existsSync(path) ? readFileSync(path, 'utf8') : '';
  };
  const wanted: unknown = JSON.parse(read('package.json') || '{}');
  const version = typeof wanted === 'object' && wanted && 'version' in wanted ? wanted.version : undefined;
  return read('dist/version').trim().replace(/^v/, '') === version;
};
