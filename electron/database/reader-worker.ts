import { workerData } from 'node:worker_threads';
import type { DayRange } from '../../shared/time.ts';
import { type PackedRows, packRows } from '../../shared/timeline-rows.ts';
import { answerQuestions } from './answering.ts';
import { neighboursOf } from './neighbours.ts';
import { openQueries } from './queries.ts';
import type { RowOptions } from './timeline-query.ts';

// The thread that owns the read-only connection: long reads happen here, the process that answers Protime goes on.
const { databasePath } = workerData as { databasePath: string };
const queries = openQueries(databasePath);

const IDLE_MS = 400;
// Whoever looks at a period most often goes on to the next: it is read while nobody waits, one at a time.
let idle: NodeJS.Timeout | undefined;
const warm = (ranges: readonly DayRange[], nowDay: string): void => {
  const [next, ...rest] = ranges;
  if (!next) return;
  idle = setTimeout(() => {
    queries.timeline.rows(next, nowDay);
    warm(rest, nowDay);
  }, IDLE_MS);
};
const rowsAndThenNeighbours = (range: DayRange, nowDay: string, options: RowOptions = {}): PackedRows => {
  clearTimeout(idle);
  const isPresent = options.asOfMs === undefined && options.changedSinceMs === undefined;
  if (isPresent) warm(neighboursOf(range), nowDay);
  return packRows(queries.timeline.rows(range, nowDay, options));
};

answerQuestions({
  rows: rowsAndThenNeighbours,
  snapshot: queries.timeline.snapshot,
  moments: queries.timeline.moments,
  search: queries.search,
  counts: queries.counts,
  countEach: queries.countEach,
  news: queries.news,
  deliveries: queries.inspector.deliveries,
  delivery: queries.inspector.delivery,
  line: queries.inspector.line,
  shifts: queries.inspector.shifts,
  gaps: queries.inspector.gaps,
  tracesOf: queries.tracesOf,
});
