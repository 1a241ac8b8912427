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

/** The queries; opened again after a damaged search index was replaced by a new file. */
const currentQueries = () => {
  if (searchIndexFile(databasePath) === indexFile) return queries;
  queries.close();
  queries = openQueries(databasePath);
  indexFile = searchIndexFile(databasePath);
  return queries;
};

/** Time limit of a search: other requests wait for the same thread. */
const BUDGET_MS = 250;

type Timeline = Queries['timeline'];
type Inspector = Queries['inspector'];

const handlers = {
  rows: (...args: Parameters<Timeline['rows']>) => packRows(currentQueries().timeline.rows(...args)),
  snapshot: (...args: Parameters<Timeline['snapshot']>) => currentQueries().timeline.snapshot(...args),
  histogram: (buckets: number) => currentQueries().timeline.histogram(buckets),
  search: (request: SearchRequest) => currentQueries().search(request, { budgetMs: BUDGET_MS }),
  counts: (filters: SearchFilters) => currentQueries().counts(filters, BUDGET_MS),
  countEach: (searches: readonly SearchFilters[]) => currentQueries().countEach(searches, BUDGET_MS),
  countNewMatches: (...args: Parameters<Queries['countNewMatches']>) => currentQueries().countNewMatches(...args),
  deliveries: (...args: Parameters<Inspector['deliveries']>) => currentQueries().inspector.deliveries(...args),
  delivery: (id: number) => currentQueries().inspector.delivery(id),
  line: (seq: number) => currentQueries().inspector.line(seq),
  shifts: (seqs: readonly number[]) => currentQueries().inspector.shifts(seqs),
  gaps: (fromMs: number, untilMs: number) => currentQueries().inspector.gaps(fromMs, untilMs),
  findPersonRecords: (personId: number) => currentQueries().findPersonRecords(personId),
};
export type ReaderHandlers = typeof handlers;

serveWorkerRequests(handlers);
