import '../electron/require-node.ts';
import { parseArgs } from 'node:util';
import { build, type CliOptions } from 'electron-builder';
import { config } from './electron-builder.ts';
import { ensureBuiltOrExit } from './ensure-built.ts';
import { root } from './project.ts';

export interface PackageOptions {
  platforms: readonly ('linux' | 'win' | 'mac')[];
  /** Unpacked folders instead of installers. */
  dir?: boolean;
  /** An Electron that lies here already, instead of one that is fetched. */
  electronDist?: string | undefined;
  output?: string;
}

/** Packs what is in `dist/` now. Resolves to the files it made. */
export const packageApp = ({ platforms, dir = false, electronDist, output }: PackageOptions): Promise<string[]> => {
  const targets: CliOptions = Object.fromEntries(platforms.map((platform) => [platform, []]));
  return build({
    ...targets,
    dir,
    publish: 'never',
    projectDir: root,
    config: {
      ...config,
      ...(electronDist ? { electronDist } : {}),
      ...(output ? { directories: { ...config.directories, output } } : {}),
    },
  });
};

const HERE: Partial<Record<NodeJS.Platform, 'mac' | 'win'>> = { darwin: 'mac', win32: 'win' };

if (import.meta.main) {
  const { values } = parseArgs({
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
    platforms: named.length > 0 ? named : [HERE[process.platform] ?? 'linux'],
    dir: values.dir ?? false,
    electronDist: values['electron-dist'],
  });
}
