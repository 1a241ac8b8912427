import '../electron/require-node.ts';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'electron-builder';
import { configFor, type Platform } from './electron-builder.ts';
import { ensureBuiltOrExit } from './ensure-built.ts';
import { root } from './project.ts';

export interface PackageOptions {
  platforms: readonly Platform[];
  /** Package formats, e.g. `deb`; all formats of the platform by default. */
  targets?: readonly string[];
  /** Unpacked folders instead of installers. */
  dir?: boolean;
  /** Local Electron folder instead of a download. */
  electronDist?: string | undefined;
  output?: string;
  /** Folder with the built app and its `package.json`; the repository by default. */
  projectDir?: string;
  /** false: do not edit name and icon of the Windows executable (for the test stub). */
  editExecutable?: boolean;
}

/** Packages the current `dist/`. Resolves to the paths of the packages. */
export const packageApp = async ({ platforms, ...options }: PackageOptions): Promise<string[]> => {
  const builtFiles: string[] = [];
  for (const platform of platforms) builtFiles.push(...(await packageFor(platform, options)));
  return builtFiles;
};

const packageFor = (
  platform: Platform,
  {
    targets = [],
    dir = false,
    electronDist,
    output,
    projectDir = root,
    editExecutable = true,
  }: Omit<PackageOptions, 'platforms'>,
): Promise<string[]> => {
  const config = configFor(platform);
  return build({
    [platform]: [...targets],
    dir,
    publish: 'never',
    projectDir,
    config: {
      ...config,
      win: { ...config.win, signAndEditExecutable: editExecutable },
      ...(electronDist ? { electronDist } : {}),
      ...(output ? { directories: { ...config.directories, output } } : {}),
      afterPack: ({ appOutDir, electronPlatformName }) => {
        const mebibytes = (resourcesSize(appOutDir) / 2 ** 20).toFixed(1);
        process.stdout.write(`${electronPlatformName}: ${mebibytes} MiB without Electron\n`);
      },
    },
  });
};

/** Size in bytes of app.asar and app.asar.unpacked. */
export const resourcesSize = (folder: string): number =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /app\.asar/.test(join(entry.parentPath, entry.name)))
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);

const HOST_PLATFORM: Partial<Record<NodeJS.Platform, 'mac' | 'win'>> = { darwin: 'mac', win32: 'win' };

if (import.meta.main) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      linux: { type: 'boolean' },
      win: { type: 'boolean' },
      mac: { type: 'boolean' },
      dir: { type: 'boolean' },
      'electron-dist': { type: 'string' },
    },
  });
  const named = (['linux', 'win', 'mac'] as const).filter((platform) => values[platform]);
  await ensureBuiltOrExit();
  await packageApp({
    platforms: named.length > 0 ? named : [HOST_PLATFORM[process.platform] ?? 'linux'],
    targets: positionals,
    dir: values.dir ?? false,
    electronDist: values['electron-dist'],
  });
}
