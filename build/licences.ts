import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** The entry of each package; read with the schema in `shared/licence.ts`. */
export interface Licence {
  name: string;
  version: string;
  licence: string;
  text: string;
}

/** The last package in a module's path: `zustand`, `@scope/name`. */
const PACKAGE = /^.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/;

/** The package folder of a bundled module; undefined for modules of the app and of the bundler. */
export const packageFolderOf = (moduleId: string): string | undefined =>
  PACKAGE.exec(moduleId.replace(/^\0/, ''))?.[0].replace(/[\\/]$/, '');

/** Vite plugin that collects the package folders of all bundled modules. */
export const collectPackages = (folders: Set<string>): Plugin => ({
  name: 'note-packages',
  generateBundle: (_, bundle) => {
    for (const output of Object.values(bundle)) {
      if (output.type !== 'chunk') continue;
      for (const id of output.moduleIds) {
        const folder = packageFolderOf(id);
        if (folder) folders.add(folder);
      }
    }
  },
});

interface LockFile {
  packages: Record<string, { dev?: boolean; devOptional?: boolean; optional?: boolean }>;
}

/** Folders of runtime dependencies that are shipped unbundled, from the lock file. */
export const shippedFolders = (root: string): string[] => {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as LockFile;
  return Object.entries(packages)
    .filter(([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional)
    .map(([path]) => join(root, path))
    .filter((folder) => existsSync(folder));
};

const LICENCE_FILE = /^(licen[cs]e|copying|unlicense)([.-].*)?$/i;

/** @throws when the manifest of the package has no licence. */
export const licenceOf = (folder: string): Licence => {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Licence & {
    license?: string | { type?: string };
  };
  const id = typeof license === 'string' ? license : license?.type;
  if (!id) throw new Error(`${name} ${version} names no licence`);
  const file = readdirSync(folder)
    .filter((entry) => LICENCE_FILE.test(entry))
    .sort()[0];
  return { name, version, licence: id, text: file ? readFileSync(join(folder, file), 'utf8').trim() : '' };
};

/** Writes all licences, sorted and without duplicates. `others` are added as given. */
export const writeLicences = (path: string, folders: Iterable<string>, others: readonly Licence[] = []): void => {
  const all = [...others, ...[...folders].map(licenceOf)];
  const byPackage = new Map(all.map((found) => [`${found.name} ${found.version}`, found]));
  const sorted = [...byPackage.entries()].sort(([a], [b]) => a.localeCompare(b, 'en')).map(([, found]) => found);
  writeFileSync(path, JSON.stringify(sorted));
};
