import type { PersonId } from '../../shared/assignment.ts';
import type { Gap } from '../../shared/connection.ts';
import type { SearchCounts, SearchFilters, SearchPage, SearchRequest } from '../../shared/search.ts';
import type { DayRange } from '../../shared/time.ts';
import type { LogMoments, Moment, Snapshot } from '../../shared/timeline.ts';
import type { PackedRows } from '../../shared/timeline-rows.ts';
import type { RowOptions } from './plan/timeline-query.ts';
import type { Inspector } from './tables/inspector.ts';
import type { PersonTraces } from './upkeep/person-records.ts';
import { startWorkerThread } from './worker-thread.ts';

/** The reader thread, as the core sees it. */
export interface Reader {
  /** @param nowDay shifts from this day on count as next. */
  rows(range: DayRange, nowDay: string, options?: RowOptions): Promise<PackedRows>;
  snapshot(range: DayRange, personIds: readonly (PersonId | null)[], moment?: Moment): Promise<Snapshot>;
  moments(parts: number): Promise<LogMoments>;
  search(request: SearchRequest): Promise<SearchPage>;
  counts(filters: SearchFilters): Promise<SearchCounts>;
  countEach(searches: readonly SearchFilters[]): Promise<(number | null)[]>;
  /** How many changes of each search came after its position, at most `limit`; `isWhole` when `until` is the log's end. */
  news(
    searches: readonly { filters: SearchFilters; afterSeq: number }[],
    limit: number,
  ): Promise<{ until: number; isWhole: boolean; found: number[] }>;
  deliveries(request: Parameters<Inspector['deliveries']>[0]): Promise<ReturnType<Inspector['deliveries']>>;
  delivery(id: number): Promise<ReturnType<Inspector['delivery']>>;
  line(seq: number): Promise<ReturnType<Inspector['line']>>;
  shifts(seqs: readonly number[]): Promise<ReturnType<Inspector['shifts']>>;
  gaps(fromMs: number, untilMs: number): Promise<Gap[]>;
  tracesOf(personId: PersonId): Promise<PersonTraces>;
  close(): Promise<void>;
}

export const startReader = (databasePath: string): Reader => {
  const thread = startWorkerThread('reader-worker', { databasePath });
  return {
    rows: (range, nowDay, options) => thread.ask('rows', range, nowDay, options) as Promise<PackedRows>,
    snapshot: (range, personIds, moment) => thread.ask('snapshot', range, personIds, moment) as Promise<Snapshot>,
    moments: (parts) => thread.ask('moments', parts) as Promise<LogMoments>,
    search: (request) => thread.ask('search', request) as Promise<SearchPage>,
    countEach: (searches) => thread.ask('countEach', searches) as Promise<(number | null)[]>,
    counts: (filters) => thread.ask('counts', filters) as Promise<SearchCounts>,
    news: (searches, limit) => thread.ask('news', searches, limit) as ReturnType<Reader['news']>,
    deliveries: (request) => thread.ask('deliveries', request) as ReturnType<Reader['deliveries']>,
    delivery: (id) => thread.ask('delivery', id) as ReturnType<Reader['delivery']>,
    line: (seq) => thread.ask('line', seq) as ReturnType<Reader['line']>,
    shifts: (seqs) => thread.ask('shifts', seqs) as ReturnType<Reader['shifts']>,
    gaps: (fromMs, untilMs) => thread.ask('gaps', fromMs, untilMs) as Promise<Gap[]>,
    tracesOf: (personId) => thread.ask('tracesOf', personId) as Promise<PersonTraces>,
    close: () => thread.close(),
  };
};
