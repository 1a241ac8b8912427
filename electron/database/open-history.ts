import type { SearchPage, SearchRequest } from '../../shared/search.ts';
import { openReadable, type ReadableDb } from './database.ts';
import { searchIndexPath } from './search/index-file.ts';
import { isSearchFileReady } from './search/schema.ts';
import { createSearch, type SearchLimits } from './search/search.ts';
import { openSearchIndex } from './search/search-index.ts';

export interface HistoryOptions {
  /** Size of SQLite's page cache for each file; its default unless given. */
  cacheKiB?: number;
}

/** The log with its search, on one read-only connection, for exports and the command line. */
export const openHistory = (databasePath: string, { cacheKiB }: HistoryOptions = {}) => {
  const db = openReadable(databasePath);
  attachSearchIndex(db, databasePath);
  if (cacheKiB !== undefined)
    for (const schema of ['main', 'search']) db.prepare(`PRAGMA ${schema}.cache_size = -${cacheKiB}`).run();
  const seqBounds = db.prepare<[], { first: number | null; last: number | null }>(
    'SELECT (SELECT min(seq) FROM change) AS first, (SELECT max(seq) FROM change) AS last',
  );
  return {
    db: db as ReadableDb,
    search: createSearch(db) as (request: SearchRequest, limits?: SearchLimits) => SearchPage,
    /** The first and the last position of the log; 0 while it is empty. */
    seqRange: (): [first: number, last: number] => {
      const { first, last } = seqBounds.get() ?? { first: null, last: null };
      return [first ?? 0, last ?? 0];
    },
    close: () => db.close(),
  };
};

export type History = ReturnType<typeof openHistory>;

/**
 * If the index is missing, damaged, incomplete or of another version, it is first opened for writing, which creates it again.
 */
const attachSearchIndex = (db: ReadableDb, databasePath: string): void => {
  const attach = () => db.prepare('ATTACH DATABASE ? AS search').run(searchIndexPath(databasePath));
  try {
    attach();
    if (isSearchFileReady(db, 'search')) return;
  } catch {
    // Errors are ignored here: opening it below reports them.
  }
  if (isAttached(db)) db.prepare('DETACH DATABASE search').run();
  openSearchIndex(databasePath).close();
  attach();
};

const isAttached = (db: ReadableDb): boolean =>
  db.prepare(`SELECT 1 FROM pragma_database_list WHERE name = 'search'`).get() !== undefined;
