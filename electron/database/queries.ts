import { existsSync } from 'node:fs';
import type { SearchPage, SearchRequest } from '../../shared/search.ts';
import { openReadable, type ReadableDb } from './database.ts';
import { searchChanges } from './search.ts';
import { openSearchIndex, searchIndexPath } from './search-index.ts';
import { createTimelineReader } from './timeline-query.ts';

/** Everything that is only read, on one read-only connection: in the reader thread and in the command line. */
export const openQueries = (databasePath: string) => {
  const db = openReadable(databasePath);
  // ATTACH would make an empty file, so the index's own code makes it first.
  if (!existsSync(searchIndexPath(databasePath))) openSearchIndex(databasePath).close();
  db.prepare('ATTACH DATABASE ? AS search').run(searchIndexPath(databasePath));
  return {
    db: db as ReadableDb,
    timeline: createTimelineReader(db),
    search: (request: SearchRequest): SearchPage => searchChanges(db, request),
    close: () => db.close(),
  };
};

export type Queries = ReturnType<typeof openQueries>;
