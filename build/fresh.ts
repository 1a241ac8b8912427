import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Inputs of the build. */
const INPUTS = [
  'electron',
  'renderer',
  'shared',
  'build/icons',
  'build/bundle.ts',
  'build/licences.ts',
  'vite.config.ts',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
];
/** Files a complete build must contain. */
const OUTPUTS = [
  'dist/renderer/index.html',
  'dist/electron/main.js',
  'dist/electron/cli.js',
  'dist/electron/licences.json',
  'dist/preload/preload.cjs',
];
const STAMP = 'dist/.stamp';

/** Hash of names and contents; unlike modification times it survives checkout and copy. */
export const hashInputs = (root: string): string => {
  const hash = createHash('sha256');
  for (const input of INPUTS) {
    for (const path of filesUnder(root, input))
      hash
        .update(path)
        .update('\0')
        .update(readFileSync(join(root, path)));
  }
  return hash.digest('hex');
};

/** Whether `dist/` was built, completely, from the sources as they are now. */
export const isFresh = (root: string): boolean =>
  OUTPUTS.every((path) => existsSync(join(root, path))) && readStamp(root) === hashInputs(root);

/** Called before a build, so that an interrupted build does not count as complete. */
export const removeStamp = (root: string): void => rmSync(join(root, STAMP), { force: true });

/** Called after a build with the hash from before it, so that an edit during the build makes it stale. */
export const writeStamp = (root: string, hash: string): void => {
  mkdirSync(dirname(join(root, STAMP)), { recursive: true });
  writeFileSync(join(root, STAMP), hash);
};

const readStamp = (root: string): string | undefined => {
  const path = join(root, STAMP);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
};

const filesUnder = (root: string, path: string): string[] => {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [path];
  return readdirSync(full)
    .sort()
    .flatMap((name) => filesUnder(root, `${path}/${name}`));
};
