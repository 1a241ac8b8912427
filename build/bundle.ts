import '../electron/require-node.ts';
import { cpSync, existsSync } from 'node:fs';
import { build, type LogLevel } from 'vite';
import { hashInputs, removeStamp, writeStamp } from './fresh.ts';
import { holidaysLicence } from './holidays.ts';
import { notePackages, shippedFolders, writeLicences } from './licences.ts';
import { at, root } from './project.ts';

const MODES = ['renderer', 'core', 'preload'];

/** Builds the screens, the processes and the preload script into `dist/`, and stamps it. */
export const bundle = async (logLevel: LogLevel = 'warn'): Promise<void> => {
  // What a test runner says of itself here would make React bring its words to developers, half as large again.
  process.env.NODE_ENV = 'production';
  const hash = hashInputs(root);
  removeStamp(root);
  const packages = new Set<string>([...shippedFolders(root), at('node_modules/electron')]);
  const plugins = [notePackages(packages)];
  for (const mode of MODES) await build({ configFile: at('vite.config.ts'), mode, logLevel, plugins });
  writeLicences(at('dist/electron/licences.json'), packages, [holidaysLicence()]);
  // Icons the running app shows; the installers take theirs from build/icons.
  if (existsSync(at('build/icons/tray'))) cpSync(at('build/icons/tray'), at('dist/icons'), { recursive: true });
  writeStamp(root, hash);
};

if (import.meta.main) await bundle(process.argv.includes('--quiet') ? 'warn' : 'info');
