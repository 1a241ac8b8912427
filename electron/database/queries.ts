import type { SearchCounts, SearchFilters, SearchPage, SearchRequest } from '../../shared/search.ts';
import { openReadable, type ReadableDb } from './database.ts';
import { createInspector } from './inspector.ts';
import { tracesOf } from './person-traces.ts';
import { createSearch } from './search.ts';
import { createCounter } from './search-counts.ts';
import { createFinder } from './search-find.ts';
import { openSearchIndex, searchIndexPath } from './search-index.ts';
import { createTimelineReader } from './timeline-query.ts';

export interface QueryOptions {
  /** How much of the files is kept at hand; SQLite's own choice unless given. */
  cacheKiB?: number;
  /** How many lines that the index does not hold yet may be asked for words one by one. */
  tailLines?: number;
}

/** Everything that is only read, on one read-only connection: in the reader thread and in the command line. */
export const openQueries = (databasePath: string, options: QueryOptions = {}) => {
  const { cacheKiB, tailLines } = options;
  const db = openReadable(databasePath);
  attachSearchIndex(db, databasePath);
  if (cacheKiB !== undefined)
    for (const schema of ['main', 'search']) db.prepare(`PRAGMA ${schema}.cache_size = -${cacheKiB}`).run();
  const ends = db.prepare<[], { first: number | null; last: number | null }>(
    'SELECT (SELECT min(seq) FROM change) AS first, (SELECT max(seq) FROM change) AS last',
  );
  const indexed = db.prepare<[], { seq: number }>('SELECT indexed_seq AS seq FROM search.progress');
  // What one of them read of the index, the other one need not read again.
  const finder = createFinder(db, { keptBytes: cacheKiB === undefined ? undefined : (cacheKiB * 1024) / 2 });
  const search = createSearch(db, { finder, tailLines }) as (
    request: SearchRequest,
    until?: number,
    from?: number,
  ) => SearchPage;
  const counter = createCounter(db, undefined, finder);
  return {
    db: db as ReadableDb,
    timeline: createTimelineReader(db),
    /** One page, of the whole log or of a part of it, both ends included. */
    search,
    counts: counter.chips as (filters: SearchFilters) => SearchCounts,
    countEach: counter.each as (searches: readonly SearchFilters[]) => (number | null)[],
    inspector: createInspector(db),
    tracesOf: (personId: number) => tracesOf(db, personId),
    /** The first and the last position of the log; 0 while it is empty. */
    ends: (): [first: number, last: number] => {
      const { first, last } = ends.get() ?? { first: null, last: null };
      return [first ?? 0, last ?? 0];
    },
    /** How many of some searches' changes came after a position, up to where that is known by now, and whether that is all. */
    news: (searches: readonly { filters: SearchFilters; afterSeq: number }[], limit: number) => {
      const until = indexed.get()?.seq ?? 0;
      return {
        until,
        isWhole: until >= (ends.get()?.last ?? 0),
        found: searches.map(
          ({ filters, afterSeq }) => search({ ...filters, order: 'seen', limit }, until, afterSeq + 1).entries.length,
        ),
      };
    },
    close: () => db.close(),
  };
};

/** The index may be missing, of another version, or a file whose making was cut short: its own code makes it whole first. */
const attachSearchIndex = (db: ReadableDb, databasePath: string): void => {
  openSearchIndex(databasePath).close();
  db.prepare('ATTACH DATABASE ? AS search').run(searchIndexPath(databasePath));
};

export type Queries = ReturnType<typeof openQueries>;
