import '../electron/require-node.ts';
import { cpSync, existsSync } from 'node:fs';
import { build, type LogLevel } from 'vite';
import { hashInputs, removeStamp, writeStamp } from './fresh.ts';
import { holidaysLicence } from './holidays.ts';
import { collectPackages, shippedFolders, writeLicences } from './licences.ts';
import { fromRoot, root } from './project.ts';

const MODES = ['renderer', 'core', 'preload'];

/** Builds the screens, the processes and the preload script into `dist/`, and stamps it. */
export const bundle = async (logLevel: LogLevel = 'warn'): Promise<void> => {
  // Vitest sets NODE_ENV=test; that would bundle React's development build.
  process.env.NODE_ENV = 'production';
  const hash = hashInputs(root);
  removeStamp(root);
  const packages = new Set<string>([...shippedFolders(root), fromRoot('node_modules/electron')]);
  const plugins = [collectPackages(packages)];
  for (const mode of MODES) await build({ configFile: fromRoot('vite.config.ts'), mode, logLevel, plugins });
  writeLicences(fromRoot('dist/electron/licences.json'), packages, [holidaysLicence()]);
  // Icons the running app shows; the installers take theirs from build/icons.
  if (existsSync(fromRoot('build/icons/tray')))
    cpSync(fromRoot('build/icons/tray'), fromRoot('dist/icons'), { recursive: true });
  writeStamp(root, hash);
};

if (import.meta.main) await bundle(process.argv.includes('--quiet') ? 'warn' : 'info');
