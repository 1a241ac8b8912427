import { workerData } from 'node:worker_threads';
import type { SearchFilters, SearchRequest } from '../../shared/search.ts';
import { packRows } from '../../shared/timeline-rows.ts';
import { openQueries, type Queries } from './queries.ts';
import { searchIndexFile } from './search/index-file.ts';
import { loadSqlite } from './thread.ts';
import { serveWorkerRequests } from './worker-thread.ts';

// The thread with the read-only connection: long reads run here, so that the process that answers Protime is never blocked.
loadSqlite();
const { databasePath } = workerData as { databasePath: string };
let queries = openQueries(databasePath);
let indexFile = searchIndexFile(databasePath);

/** Opened again after a damaged search index was replaced by a new file. */
const current = () => {
  if (searchIndexFile(databasePath) === indexFile) return queries;
  queries.close();
  queries = openQueries(databasePath);
  indexFile = searchIndexFile(databasePath);
  return queries;
};

/** Other requests wait for the same thread, so none may take longer. */
const BUDGET_MS = 250;

type Timeline = Queries['timeline'];
type Inspector = Queries['inspector'];

const handlers = {
  /** With `nowDay`: shifts from this day on count as next. */
  rows: (...args: Parameters<Timeline['rows']>) => packRows(current().timeline.rows(...args)),
  snapshot: (...args: Parameters<Timeline['snapshot']>) => current().timeline.snapshot(...args),
  histogram: (buckets: number) => current().timeline.histogram(buckets),
  search: (request: SearchRequest) => current().search(request, { budgetMs: BUDGET_MS }),
  counts: (filters: SearchFilters) => current().counts(filters, BUDGET_MS),
  countEach: (searches: readonly SearchFilters[]) => current().countEach(searches, BUDGET_MS),
  countNewMatches: (...args: Parameters<Queries['countNewMatches']>) => current().countNewMatches(...args),
  deliveries: (...args: Parameters<Inspector['deliveries']>) => current().inspector.deliveries(...args),
  delivery: (id: number) => current().inspector.delivery(id),
  line: (seq: number) => current().inspector.line(seq),
  shifts: (seqs: readonly number[]) => current().inspector.shifts(seqs),
  gaps: (fromMs: number, untilMs: number) => current().inspector.gaps(fromMs, untilMs),
  findPersonRecords: (personId: number) => current().findPersonRecords(personId),
};
export type ReaderHandlers = typeof handlers;

serveWorkerRequests(handlers);
