import type { SearchPage, SearchRequest } from '../../shared/search.ts';
import { openReadable, type ReadableDb } from './database.ts';
import { createSearch } from './search.ts';
import { createFinder } from './search-find.ts';
import { openSearchIndex, searchIndexPath } from './search-index.ts';
import { isSearchFileReady } from './search-schema.ts';

export interface HistoryOptions {
  /** How much of the files is kept at hand; SQLite's own choice unless given. */
  cacheKiB?: number;
  /** How many lines that the index does not hold yet may be asked for words one by one. */
  tailLines?: number;
}

/** The log with its search, on one read-only connection: all that an export and the command line need. */
export const openHistory = (databasePath: string, { cacheKiB, tailLines }: HistoryOptions = {}) => {
  const db = openReadable(databasePath);
  attachSearchIndex(db, databasePath);
  if (cacheKiB !== undefined)
    for (const schema of ['main', 'search']) db.prepare(`PRAGMA ${schema}.cache_size = -${cacheKiB}`).run();
  const ends = db.prepare<[], { first: number | null; last: number | null }>(
    'SELECT (SELECT min(seq) FROM change) AS first, (SELECT max(seq) FROM change) AS last',
  );
  const finder = createFinder(db, { keptBytes: cacheKiB === undefined ? undefined : (cacheKiB * 1024) / 2 });
  return {
    db: db as ReadableDb,
    /** What one search read of the index, the next one need not read again. */
    finder,
    /** One page, of the whole log or of a part of it, both ends included. */
    search: createSearch(db, { finder, tailLines }) as (
      request: SearchRequest,
      until?: number,
      from?: number,
    ) => SearchPage,
    /** The first and the last position of the log; 0 while it is empty. */
    ends: (): [first: number, last: number] => {
      const { first, last } = ends.get() ?? { first: null, last: null };
      return [first ?? 0, last ?? 0];
    },
    close: () => db.close(),
  };
};

export type History = ReturnType<typeof openHistory>;

/** The index may be missing, of another version, damaged, or a file whose making was cut short: its own code makes it whole first. */
const attachSearchIndex = (db: ReadableDb, databasePath: string): void => {
  const attach = () => db.prepare('ATTACH DATABASE ? AS search').run(searchIndexPath(databasePath));
  try {
    attach();
    if (isSearchFileReady(db, 'search')) return;
  } catch {
    // Whatever is wrong with it, the one who makes it says so if it stays wrong.
  }
  if (isAttached(db)) db.prepare('DETACH DATABASE search').run();
  openSearchIndex(databasePath).close();
  attach();
};

const isAttached = (db: ReadableDb): boolean =>
  db.prepare(`SELECT 1 FROM pragma_database_list WHERE name = 'search'`).get() !== undefined;
