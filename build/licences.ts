import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** What is written for each package; `shared/licence.ts` holds the schema it is read by. */
export interface Licence {
  name: string;
  version: string;
  licence: string;
  text: string;
}

/** The last package in a module's path: `zustand`, `@scope/name`. */
const PACKAGE = /^.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/;

/** The folder of the package a bundled module came from; undefined for our own and the bundler's. */
export const packageFolderOf = (moduleId: string): string | undefined =>
  PACKAGE.exec(moduleId.replace(/^\0/, ''))?.[0].replace(/[\\/]$/, '');

/** Notes the folder of every package of which something is in the bundle. */
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

/** The folders of packages that are shipped as they are: what the dependencies bring, as the lock file has it. */
export const shippedFolders = (root: string): string[] => {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as LockFile;
  return Object.entries(packages)
    .filter(([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional)
    .map(([path]) => join(root, path))
    .filter((folder) => existsSync(folder));
};

const LICENCE_FILE = /^(licen[cs]e|copying|unlicense)([.-].*)?$/i;

/**
 * The licence of a package, from its own files.
 * @throws Error when it names none: such a package must not be shipped unseen.
 */
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

/** Writes the licences of all packages, each version once, by name; and of those that need more said than their files do. */
export const writeLicences = (path: string, folders: Iterable<string>, others: readonly Licence[] = []): void => {
  const all = [...others, ...[...folders].map(licenceOf)];
  const byPackage = new Map(all.map((found) => [`${found.name} ${found.version}`, found]));
  const sorted = [...byPackage.entries()].sort(([a], [b]) => a.localeCompare(b, 'en')).map(([, found]) => found);
  writeFileSync(path, JSON.stringify(sorted));
};
