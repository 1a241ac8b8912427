import { workerData } from 'node:worker_threads';
import type { SearchFilters, SearchRequest } from '../../shared/search.ts';
import type { DayRange } from '../../shared/time.ts';
import { type PackedRows, packRows } from '../../shared/timeline-rows.ts';
import { neighboursOf } from './plan/adjacent-periods.ts';
import type { RowOptions } from './plan/timeline-query.ts';
import { openQueries, type Queries } from './queries.ts';
import { searchIndexFile } from './search/index-file.ts';
import type { Inspector } from './tables/inspector.ts';
import { answerQuestions } from './worker-requests.ts';

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

const IDLE_MS = 400;
// Whoever looks at a period most often goes on to the next: it is read while nobody waits, one at a time.
let idle: NodeJS.Timeout | undefined;
const warm = (ranges: readonly DayRange[], nowDay: string): void => {
  const [next, ...rest] = ranges;
  if (!next) return;
  idle = setTimeout(() => {
    current().timeline.rows(next, nowDay);
    warm(rest, nowDay);
  }, IDLE_MS);
};
const rowsAndThenNeighbours = (range: DayRange, nowDay: string, options: RowOptions = {}): PackedRows => {
  clearTimeout(idle);
  const isPresent = options.asOfMs === undefined && options.changedSinceMs === undefined;
  if (isPresent) warm(neighboursOf(range), nowDay);
  return packRows(current().timeline.rows(range, nowDay, options));
};

answerQuestions({
  rows: rowsAndThenNeighbours,
  snapshot: (...args: Parameters<Queries['timeline']['snapshot']>) => current().timeline.snapshot(...args),
  moments: (parts: number) => current().timeline.moments(parts),
  search: (request: SearchRequest) => current().search(request, { budgetMs: SEARCH_MS }),
  counts: (filters: SearchFilters) => current().counts(filters, COUNT_MS),
  countEach: (searches: readonly SearchFilters[]) => current().countEach(searches, COUNT_MS),
  news: (...args: Parameters<Queries['news']>) => current().news(...args),
  deliveries: (...args: Parameters<Inspector['deliveries']>) => current().inspector.deliveries(...args),
  delivery: (id: number) => current().inspector.delivery(id),
  line: (seq: number) => current().inspector.line(seq),
  shifts: (seqs: readonly number[]) => current().inspector.shifts(seqs),
  gaps: (fromMs: number, untilMs: number) => current().inspector.gaps(fromMs, untilMs),
  tracesOf: (personId: number) => current().tracesOf(personId),
});
