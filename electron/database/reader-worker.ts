import { workerData } from 'node:worker_threads';
import type { SearchFilters, SearchRequest } from '../../shared/search.ts';
import type { DayRange } from '../../shared/time.ts';
import { type PackedRows, packRows } from '../../shared/timeline-rows.ts';
import { adjacentPeriods } from './plan/adjacent-periods.ts';
import type { RowOptions } from './plan/timeline-query.ts';
import { openQueries, type Queries } from './queries.ts';
import { searchIndexFile } from './search/index-file.ts';
import type { Inspector } from './tables/inspector.ts';
import { serveWorkerRequests } from './worker-requests.ts';

// The thread that owns the read-only connection: long reads happen here, the process that answers Protime goes on.
const { databasePath } = workerData as { databasePath: string };
let queries = openQueries(databasePath);
let indexFile = searchIndexFile(databasePath);

/** A search index that was damaged is made again in a file of its own. */
const current = () => {
  if (searchIndexFile(databasePath) === indexFile) return queries;
  queries.close();
  queries = openQueries(databasePath);
  indexFile = searchIndexFile(databasePath);
  return queries;
};

/** Other questions wait for the same thread, so none goes on for longer than this. */
const SEARCH_MS = 250;
const COUNT_MS = 250;

const PREFETCH_DELAY_MS = 400;
// Prefetches the adjacent periods while idle: they are usually requested next.
let prefetchTimer: NodeJS.Timeout | undefined;
const prefetch = (ranges: readonly DayRange[], nowDay: string): void => {
  const [next, ...rest] = ranges;
  if (!next) return;
  prefetchTimer = setTimeout(() => {
    current().timeline.rows(next, nowDay);
    prefetch(rest, nowDay);
  }, PREFETCH_DELAY_MS);
};
const rowsWithPrefetch = (range: DayRange, nowDay: string, options: RowOptions = {}): PackedRows => {
  clearTimeout(prefetchTimer);
  const isPresent = options.asOfMs === undefined && options.changedSinceMs === undefined;
  if (isPresent) prefetch(adjacentPeriods(range), nowDay);
  return packRows(current().timeline.rows(range, nowDay, options));
};

serveWorkerRequests({
  rows: rowsWithPrefetch,
  snapshot: (...args: Parameters<Queries['timeline']['snapshot']>) => current().timeline.snapshot(...args),
  moments: (parts: number) => current().timeline.moments(parts),
  search: (request: SearchRequest) => current().search(request, { budgetMs: SEARCH_MS }),
  counts: (filters: SearchFilters) => current().counts(filters, COUNT_MS),
  countEach: (searches: readonly SearchFilters[]) => current().countEach(searches, COUNT_MS),
  news: (...args: Parameters<Queries['countNewMatches']>) => current().countNewMatches(...args),
  deliveries: (...args: Parameters<Inspector['deliveries']>) => current().inspector.deliveries(...args),
  delivery: (id: number) => current().inspector.delivery(id),
  line: (seq: number) => current().inspector.line(seq),
  shifts: (seqs: readonly number[]) => current().inspector.shifts(seqs),
  gaps: (fromMs: number, untilMs: number) => current().inspector.gaps(fromMs, untilMs),
  tracesOf: (personId: number) => current().findPersonRecords(personId),
});
