import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/**
 * A file's content; undefined when there is no such file.
 * @throws when there is one and it cannot be read: to take that for "no file" would end in writing over it.
 */
export const readIfThere = (path: string): Buffer | undefined => {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
};

/** Writes a file for its owner only. After a crash or a power cut it has its old or its new content, never a part. */
export const replaceFile = (path: string, content: string | Uint8Array): void => {
  const partial = `${path}.part`;
  writeFileSync(partial, content, { mode: 0o600, flush: true });
  renameSync(partial, path);
};
