import { chmodSync, lstatSync, mkdirSync, readdirSync, type Stats, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseError, databaseErrorCode } from '../database/errors.ts';
import { PRIVATE_SUBFOLDERS } from './data-folder.ts';

/** Error codes of a file system that cannot store access rights. */
const CANNOT_CHANGE_RIGHTS = new Set(['EPERM', 'ENOTSUP', 'ENOSYS']);

/**
 * Creates the data folder, or takes access away from everybody else: folders 0700, files 0600. Call before anything in it is
 * opened. Windows has no such rights: there the folder is in the user's profile.
 * @param ownUserId of this process; undefined on Windows.
 * @returns the paths whose rights cannot be changed, because the file system has none.
 * @throws DatabaseError `not-owner` when the folder, or a file in it, belongs to another account, `read-only` when it cannot be
 * created or written to.
 */
export const restrictDataFolder = (dataDir: string, ownUserId = process.geteuid?.()): string[] => {
  try {
    makeFolder(dataDir);
  } catch (cause) {
    throw new DatabaseError('read-only', dataDir, String(cause), { cause });
  }
  if (ownUserId === undefined) return [];
  const isOwn = ({ uid }: Stats): boolean => uid === ownUserId;
  if (!isOwn(statSync(dataDir))) throw notOwner(dataDir, 'data folder');
  const unchanged = restrict(dataDir, 0o700);
  for (const name of readdirSync(dataDir)) {
    const path = join(dataDir, name);
    const entry = lstatSync(path, { throwIfNoEntry: false });
    // Another account may own a folder, such as `lost+found` on a disk of its own: nothing in it is used.
    if (!entry || (entry.isDirectory() && !isOwn(entry))) continue;
    if (!isOwn(entry)) throw notOwner(path, 'file');
    if (entry.isDirectory()) unchanged.push(...restrict(path, 0o700));
    if (entry.isDirectory() && PRIVATE_SUBFOLDERS.includes(name)) unchanged.push(...restrictFiles(path, isOwn));
    if (entry.isFile()) unchanged.push(...restrict(path, 0o600));
  }
  return unchanged;
};

/** With its parents. `mkdirSync` with `recursive` never returns where the system refuses a folder with ENOENT, as in /proc. */
const makeFolder = (path: string): void => {
  const isFolder = () => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  if (isFolder()) return;
  const parent = dirname(path);
  if (parent !== path) makeFolder(parent);
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Another process may have made it meanwhile.
    if (!isFolder()) throw error;
  }
};

const restrictFiles = (dir: string, isOwn: (stats: Stats) => boolean): string[] =>
  readdirSync(dir).flatMap((name) => {
    const path = join(dir, name);
    const entry = lstatSync(path, { throwIfNoEntry: false });
    return entry?.isFile() && isOwn(entry) ? restrict(path, 0o600) : [];
  });

/** @returns the path when its rights cannot be changed. */
const restrict = (path: string, mode: number): string[] => {
  try {
    chmodSync(path, mode);
    return [];
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (CANNOT_CHANGE_RIGHTS.has(code)) return [path];
    // Deleted meanwhile, by the app that still runs in this folder.
    if (code === 'ENOENT') return [];
    throw new DatabaseError(databaseErrorCode(error), path, String(error), { cause: error });
  }
};

const notOwner = (path: string, what: 'data folder' | 'file'): DatabaseError =>
  new DatabaseError(
    'not-owner',
    path,
    `The ${what} ${path} belongs to another account of this computer, which could read or change what is in it. Start the app with that account, or choose another data folder with --data.`,
  );
