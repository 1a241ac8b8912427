import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { CONTENT_TYPES } from '../page-files.ts';

export interface StaticFile {
  type: string;
  cacheControl: string;
  read(): Promise<Buffer>;
}

/**
 * The built screens by path. Only exact paths found in the folder are served, so no path leads out of it; files of an
 * unknown type are not served.
 */
export const createStaticFiles = (dir: string) => {
  let files = list(dir);
  return {
    /** undefined when there is no such file. A request for `/` rescans the folder, so that a new build is served. */
    find: (path: string): StaticFile | undefined => {
      if (path === '/') files = list(dir);
      return files.get(path === '/' ? '/index.html' : path);
    },
  };
};

const list = (dir: string): Map<string, StaticFile> => {
  const files = new Map<string, StaticFile>();
  for (const entry of entriesOf(dir)) {
    const type = CONTENT_TYPES[extname(entry.name)];
    if (!entry.isFile() || !type) continue;
    const file = join(entry.parentPath, entry.name);
    const path = `/${relative(dir, file).split(sep).join('/')}`;
    files.set(path, { type, cacheControl: cacheControl(path), read: () => readFile(file) });
  }
  return files;
};

const entriesOf = (dir: string) => {
  try {
    return readdirSync(dir, { recursive: true, withFileTypes: true });
  } catch {
    // Not built yet.
    return [];
  }
};

const cacheControl = (path: string): string => {
  if (path.endsWith('.html')) return 'no-store';
  const isHashed = /^\/assets\/.+-[\w-]{8}\.\w+$/.test(path);
  return isHashed ? 'private, max-age=31536000, immutable' : 'no-cache';
};
