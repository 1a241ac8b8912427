import { posix } from 'node:path';
import { inArchive } from './archive.ts';

type Exports = string | null | { [condition: string]: Exports };
interface Manifest {
  main?: string;
  type?: string;
  exports?: Exports;
}

const isFile = (path: string): boolean => {
  const found = inArchive(path);
  return found?.isFile(found.path) ?? false;
};
const readJson = (path: string): Manifest | undefined => {
  const found = inArchive(path);
  const text = found?.read(found.path)?.toString();
  return text === undefined ? undefined : JSON.parse(text);
};

/** Resolves a path like CommonJS (extensions, package.json main, index.js). */
const withExtension = (path: string): string | undefined => {
  const found = [path, `${path}.js`, `${path}.json`].find(isFile);
  if (found) return found;
  const main = readJson(`${path}/package.json`)?.main;
  return (main ? withExtension(posix.join(path, main)) : undefined) ?? [`${path}/index.js`].find(isFile);
};

const pick = (exports: Exports | undefined, conditions: readonly string[]): string | undefined => {
  if (typeof exports === 'string') return exports;
  for (const [condition, target] of Object.entries(exports ?? {})) {
    const picked = condition === 'default' || conditions.includes(condition) ? pick(target, conditions) : undefined;
    if (picked) return picked;
  }
  return undefined;
};

const inPackage = (folder: string, subpath: string, conditions: readonly string[]): string | undefined => {
  const { exports } = readJson(`${folder}/package.json`) ?? {};
  const bySubpath = exports && typeof exports === 'object' && '.' in exports ? exports[subpath] : exports;
  const target = subpath === '.' || bySubpath !== exports ? pick(bySubpath, conditions) : undefined;
  return target ? posix.join(folder, target) : withExtension(posix.join(folder, subpath));
};

/** Resolves a specifier from a file inside an archive; undefined when it is not in the archive. */
export const resolveInArchive = (
  specifier: string,
  parent: string,
  conditions: readonly string[],
): string | undefined => {
  if (specifier.startsWith('/')) return withExtension(specifier);
  if (specifier.startsWith('.')) return withExtension(posix.join(posix.dirname(parent), specifier));
  const [, name = '', rest = ''] = /^((?:@[^/]+\/)?[^/]+)(.*)$/.exec(specifier) ?? [];
  for (let folder = posix.dirname(parent); inArchive(folder); folder = posix.dirname(folder)) {
    const found = inPackage(`${folder}/node_modules/${name}`, `.${rest}`, conditions);
    if (found) return found;
  }
  return undefined;
};

/** By extension, and for `.js` by the nearest package. */
export const formatOf = (path: string): 'module' | 'commonjs' | 'json' => {
  if (path.endsWith('.json')) return 'json';
  if (path.endsWith('.mjs')) return 'module';
  if (!path.endsWith('.js')) return 'commonjs';
  for (let folder = posix.dirname(path); inArchive(folder); folder = posix.dirname(folder)) {
    const manifest = readJson(`${folder}/package.json`);
    if (manifest) return manifest.type === 'module' ? 'module' : 'commonjs';
  }
  return 'commonjs';
};
