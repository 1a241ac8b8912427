import type { SearchCounts, SearchFilters, SearchPage, SearchRequest } from '../../shared/search.ts';
import { openReadable, type ReadableDb } from './database.ts';
import { createSearch } from './search.ts';
import { createCounter } from './search-counts.ts';
import { openSearchIndex, searchIndexPath } from './search-index.ts';
import { createTimelineReader } from './timeline-query.ts';

/** Everything that is only read, on one read-only connection: in the reader thread and in the command line. */
export const openQueries = (databasePath: string) => {
  const db = openReadable(databasePath);
  attachSearchIndex(db, databasePath);
  return {
    db: db as ReadableDb,
    timeline: createTimelineReader(db),
    search: createSearch(db) as (request: SearchRequest) => SearchPage,
    counts: createCounter(db) as (filters: SearchFilters) => SearchCounts,
    close: () => db.close(),
  };
};

/** The index may be missing, of another version, or a file whose making was cut short: its own code makes it whole first. */
const attachSearchIndex = (db: ReadableDb, databasePath: string): void => {
  openSearchIndex(databasePath).close();
  db.prepare('ATTACH DATABASE ? AS search').run(searchIndexPath(databasePath));
};

export type Queries = ReturnType<typeof openQueries>;
