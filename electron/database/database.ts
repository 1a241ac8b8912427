import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { checkBeforeWriting, checkHeader } from './check-file.ts';
import { DatabaseError, databaseErrorCode } from './errors.ts';
import { migrations } from './migrations/index.ts';
import type { Migration } from './migrations/migration.ts';

/** A connection that may only read. */
export interface ReadableDb {
  prepare: Sqlite.Database['prepare'];
  /** Runs the reads of one function on one state of the database. */
  transaction: Sqlite.Database['transaction'];
  readonly name: string;
}

/** The one connection that writes. */
export interface WritableDb extends ReadableDb {
  readonly kind: 'writable';
  exec(sql: string): void;
  /**
   * Runs a transaction without waiting for the disk: it survives a crash of this process at once, and a power cut only after
   * the next synchronous transaction.
   */
  transactionWithoutSync<T>(task: () => T): T;
  close(): void;
  [Symbol.dispose](): void;
}

export interface OpenOptions {
  /** How long a write waits for another process, in ms; the main process is blocked meanwhile. */
  busyTimeoutMs?: number;
  migrations?: readonly Migration[];
}

/** A reader that stays on an old state makes the write-ahead file grow; afterwards it is cut to this size. */
export const MAX_WAL_BYTES = 16 * 1024 * 1024;

const REQUIRED_PRAGMAS = { journal_mode: 'wal', synchronous: 2 } as const;

/**
 * Opens (or creates) the database for writing: content checked, pragmas set and read back, migrations run.
 * @throws DatabaseError when it is newer than this app, damaged, read-only, locked or on a full disk.
 */
export const openDatabase = (path: string, options: OpenOptions = {}): WritableDb => {
  let db: Sqlite.Database | undefined;
  try {
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const { busyTimeoutMs = 50, migrations: steps = migrations } = options;
    if (path !== ':memory:') checkBeforeWriting(path, busyTimeoutMs, steps === migrations ? 'change' : undefined);
    db = new Sqlite(path, { timeout: busyTimeoutMs });
    refuseNewer(db, path, steps);
    setPragmas(db, path);
    migrate(db, steps);
    return writable(db);
  } catch (error) {
    db?.close();
    throw toDatabaseError(error, path);
  }
};

/**
 * Opens an existing database for reading, whether the app runs or not.
 * @throws DatabaseError `missing` when there is none yet.
 */
export const openReadable = (path: string): ReadableDb & { close(): void } => {
  if (!existsSync(path)) throw new DatabaseError('missing', path, 'there is no database yet');
  let db: Sqlite.Database | undefined;
  try {
    checkHeader(path);
    db = new Sqlite(path, { readonly: true, fileMustExist: true, timeout: 5000 });
    db.pragma('cache_size = -32768');
    const version = userVersion(db);
    const newest = migrations.at(-1)?.version ?? 0;
    if (version > newest) throw newerVersionError(path, version, newest);
    if (version === 0) throw new DatabaseError('missing', path, 'the database is still empty');
    return db;
  } catch (error) {
    db?.close();
    throw toDatabaseError(error, path);
  }
};

const toDatabaseError = (error: unknown, path: string): DatabaseError =>
  error instanceof DatabaseError
    ? error
    : new DatabaseError(databaseErrorCode(error), path, String(error), { cause: error });

const setPragmas = (db: Sqlite.Database, path: string): void => {
  // Only has an effect in a new file: the space of deleted rows can be freed without rewriting the file.
  if (db.pragma('page_count', { simple: true }) === 0) db.pragma('auto_vacuum = INCREMENTAL');
  // Deleted content is overwritten, also in pages that become free: what is forgotten or too old is not in the file any more.
  db.pragma('secure_delete = ON');
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  // Some commits go through the whole cache, so a larger one costs more time than it saves.
  db.pragma('cache_size = -8192');
  // The index thread does the checkpoints, so that no answer waits for one. If it does not keep up, this connection does
  // them, from 80 MB on: the write-ahead file never grows without limit.
  db.pragma('wal_autocheckpoint = 20000');
  db.pragma(`journal_size_limit = ${MAX_WAL_BYTES}`);
  if (path === ':memory:') return;
  for (const [name, expected] of Object.entries(REQUIRED_PRAGMAS)) {
    const actual = db.pragma(name, { simple: true });
    if (actual !== expected) throw new DatabaseError('unusable', path, `${name} is ${String(actual)}, not ${expected}`);
  }
};

const userVersion = (db: Sqlite.Database): number => Number(db.pragma('user_version', { simple: true }));

const newerVersionError = (path: string, version: number, newest: number): DatabaseError =>
  new DatabaseError('newer-version', path, `schema ${version} is newer than ${newest}, the newest this version knows`);

/** Call before any pragma is set: a newer database must not be modified. */
const refuseNewer = (db: Sqlite.Database, path: string, steps: readonly Migration[]): void => {
  const current = userVersion(db);
  const newest = steps.at(-1)?.version ?? 0;
  if (current > newest) throw newerVersionError(path, current, newest);
};

const migrate = (db: Sqlite.Database, steps: readonly Migration[]): void => {
  const current = userVersion(db);
  for (const { version, sql } of steps.filter((step) => step.version > current)) {
    db.transaction(() => {
      db.exec(sql);
      db.pragma(`user_version = ${version}`);
    })();
  }
};

const writable = (db: Sqlite.Database): WritableDb => ({
  kind: 'writable',
  name: db.name,
  prepare: db.prepare.bind(db) as Sqlite.Database['prepare'],
  transaction: db.transaction.bind(db) as Sqlite.Database['transaction'],
  exec: (sql) => void db.exec(sql),
  transactionWithoutSync: (task) => {
    db.pragma('synchronous = NORMAL');
    try {
      return db.transaction(task).immediate();
    } finally {
      db.pragma('synchronous = FULL');
    }
  },
  close: () => void db.close(),
  [Symbol.dispose]: () => void db.close(),
});
