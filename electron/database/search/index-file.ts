import { existsSync, rmSync, statSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { MAX_WAL_BYTES } from '../database.ts';
import { DatabaseError, databaseErrorCode } from '../errors.ts';
import { emptySearchFile, isSearchFileReady, prepareSearchFile } from './schema.ts';

/*
 * The search index, in its own file. It can be created again from the log: therefore another thread may fill it later than the
 * log, backups do not contain it, and a damaged index is replaced.
 */

/** Path of the index of a database. */
export const searchIndexPath = (databasePath: string): string => `${databasePath}-search`;

/** Identifies the index file: changes when it is replaced; undefined when there is none. */
export const searchIndexFile = (databasePath: string): number | undefined =>
  statSync(searchIndexPath(databasePath), { throwIfNoEntry: false })?.ino;

/** Call when a database was replaced: its index is created again. */
export const removeSearchIndex = (databasePath: string): void => {
  for (const suffix of ['', '-wal', '-shm']) rmSync(searchIndexPath(databasePath) + suffix, { force: true });
};

/**
 * Empties the index after the log was emptied: positions are used again, and the words and names of one tenant must not be
 * found in the history of another.
 */
export const clearSearchIndex = (databasePath: string): void => {
  const path = searchIndexPath(databasePath);
  if (!existsSync(path)) return;
  const db = new Sqlite(path, { timeout: 5000 });
  try {
    // A file of another version is replaced when it is opened next.
    if (isSearchFileReady(db, 'main')) db.transaction(emptySearchFile).immediate(db);
  } catch (error) {
    if (databaseErrorCode(error) !== 'damaged') throw error;
    removeSearchIndex(databasePath);
  } finally {
    db.close();
  }
};

/** Opens the index for writing: creates its tables and attaches the database as `log`. @throws when it is damaged. */
export const openIndexFile = (databasePath: string, waitMs: number): Sqlite.Database => {
  const path = searchIndexPath(databasePath);
  // Attaching would create an empty database in its place.
  if (!existsSync(databasePath)) throw new DatabaseError('missing', databasePath, 'there is no database');
  const db = new Sqlite(path, { timeout: waitMs });
  try {
    // Effective in a new file only: merging segments frees pages, up to a quarter of a small file.
    if (db.pragma('page_count', { simple: true }) === 0) db.pragma('auto_vacuum = INCREMENTAL');
    db.pragma('journal_mode = WAL');
    // A power cut may lose the newest lines of the index, but not of the log: they are then indexed again.
    db.pragma('synchronous = NORMAL');
    db.pragma(`journal_size_limit = ${MAX_WAL_BYTES}`);
    prepareSearchFile(db);
    db.prepare('ATTACH DATABASE ? AS log').run(databasePath);
    for (const schema of ['main', 'log']) db.prepare(`PRAGMA ${schema}.cache_size = -4096`).run();
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
};
