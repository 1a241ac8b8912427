import fs from 'node:fs';
import { isBuiltin, registerHooks, syncBuiltinESMExports } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { inArchive } from './archive.ts';
import { formatOf, resolveInArchive } from './resolve.ts';

// Emulates Electron's asar support: archives are read like folders.

const pathOf = (name: unknown): string | undefined =>
  name instanceof URL ? (name.protocol === 'file:' ? fileURLToPath(name) : undefined) : String(name);
const findInArchive = (name: unknown) => {
  const path = pathOf(name);
  return path === undefined ? undefined : inArchive(path);
};
const missing = (path: string) => Object.assign(new Error(`ENOENT: no such file, ${path}`), { code: 'ENOENT' });

registerHooks({
  resolve: (specifier, context, next) => {
    const { parentURL = '', conditions } = context;
    const isUrl = specifier.startsWith('file:');
    const parent = parentURL.startsWith('file:') ? fileURLToPath(parentURL) : '';
    const wanted = isUrl ? fileURLToPath(specifier) : specifier;
    if (isBuiltin(specifier) || specifier === 'electron' || !(inArchive(parent) || inArchive(wanted))) {
      return next(specifier, context);
    }
    const path = resolveInArchive(wanted, parent, conditions);
    if (!path) throw Object.assign(new Error(`Cannot find module '${specifier}'`), { code: 'MODULE_NOT_FOUND' });
    return { url: pathToFileURL(path).href, format: formatOf(path), shortCircuit: true };
  },
  load: (url, context, next) => {
    const found = url.startsWith('file:') ? findInArchive(new URL(url)) : undefined;
    if (!found) return next(url, context);
    if (found.path.endsWith('.node')) {
      // Native modules are in app.asar.unpacked.
      const library = JSON.stringify(`${found.archive}.unpacked/${found.path}`);
      return { format: 'commonjs', source: `process.dlopen(module, ${library})`, shortCircuit: true };
    }
    const source = found.read(found.path);
    if (!source) throw missing(url);
    return { format: formatOf(fileURLToPath(url)), source, shortCircuit: true };
  },
});

type ReadOptions = { encoding?: BufferEncoding | null } | BufferEncoding | null | undefined;
const readFromArchive = (name: unknown, options: ReadOptions): string | Buffer | undefined => {
  const found = findInArchive(name);
  if (!found) return undefined;
  const bytes = found.read(found.path);
  if (!bytes) throw missing(String(name));
  const encoding = typeof options === 'string' ? options : options?.encoding;
  return encoding ? bytes.toString(encoding) : bytes;
};

const { existsSync, readdirSync, readFileSync } = fs;
const { readFile } = fs.promises;
Object.assign(fs, {
  existsSync: (path: fs.PathLike) => {
    const found = findInArchive(path);
    return found ? found.exists(found.path) : existsSync(path);
  },
  readFileSync: (path: fs.PathLike, options?: ReadOptions) =>
    readFromArchive(path, options) ?? readFileSync(path, options as undefined),
  readdirSync: (path: fs.PathLike, options?: { withFileTypes?: boolean }) => {
    const found = findInArchive(path);
    if (!found) return readdirSync(path, options as undefined);
    return options?.withFileTypes ? allFiles(found, found.path) : found.list(found.path);
  },
});
Object.assign(fs.promises, {
  readFile: async (path: fs.PathLike, options?: ReadOptions) =>
    readFromArchive(path, options) ?? readFile(path, options as undefined),
});
syncBuiltinESMExports();

/** As directory entries, those of folders below included. */
const allFiles = (
  found: NonNullable<ReturnType<typeof inArchive>>,
  folder: string,
): { name: string; parentPath: string; isFile: () => boolean }[] =>
  found.list(folder).flatMap((name) => {
    const path = `${folder}/${name}`;
    return found.isFile(path)
      ? [{ name, parentPath: `${found.archive}/${folder}`, isFile: () => true }]
      : allFiles(found, path);
  });
