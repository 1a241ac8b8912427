import type { PersonId } from '../../shared/assignment.ts';
import type { Gap } from '../../shared/connection.ts';
import type { SearchCounts, SearchFilters, SearchPage, SearchRequest } from '../../shared/search.ts';
import type { DayRange } from '../../shared/time.ts';
import type { ChangeHistogram, Moment, Snapshot } from '../../shared/timeline.ts';
import type { PackedRows } from '../../shared/timeline-rows.ts';
import type { RowOptions } from './plan/timeline-query.ts';
import type { Inspector } from './tables/inspector.ts';
import type { PersonRecords } from './upkeep/person-records.ts';
import { startWorkerThread } from './worker-thread.ts';

/** The reader thread, as the core sees it. */
export interface Reader {
  /** @param nowDay shifts from this day on count as next. */
  rows(range: DayRange, nowDay: string, options?: RowOptions): Promise<PackedRows>;
  snapshot(range: DayRange, personIds: readonly (PersonId | null)[], moment?: Moment): Promise<Snapshot>;
  histogram(parts: number): Promise<ChangeHistogram>;
  search(request: SearchRequest): Promise<SearchPage>;
  counts(filters: SearchFilters): Promise<SearchCounts>;
  countEach(searches: readonly SearchFilters[]): Promise<(number | null)[]>;
  /** How many changes of each search came after its position, at most `limit`; `isWhole` when `until` is the log's end. */
  countNewMatches(
    searches: readonly { filters: SearchFilters; afterSeq: number }[],
    limit: number,
  ): Promise<{ until: number; isWhole: boolean; found: number[] }>;
  deliveries(request: Parameters<Inspector['deliveries']>[0]): Promise<ReturnType<Inspector['deliveries']>>;
  delivery(id: number): Promise<ReturnType<Inspector['delivery']>>;
  line(seq: number): Promise<ReturnType<Inspector['line']>>;
  shifts(seqs: readonly number[]): Promise<ReturnType<Inspector['shifts']>>;
  gaps(fromMs: number, untilMs: number): Promise<Gap[]>;
  findPersonRecords(personId: PersonId): Promise<PersonRecords>;
  close(): Promise<void>;
}

export const startReader = (databasePath: string): Reader => {
  const thread = startWorkerThread('reader-worker', { databasePath });
  return {
    rows: (range, nowDay, options) => thread.call('rows', range, nowDay, options) as Promise<PackedRows>,
    snapshot: (range, personIds, moment) => thread.call('snapshot', range, personIds, moment) as Promise<Snapshot>,
    histogram: (parts) => thread.call('moments', parts) as Promise<ChangeHistogram>,
    search: (request) => thread.call('search', request) as Promise<SearchPage>,
    countEach: (searches) => thread.call('countEach', searches) as Promise<(number | null)[]>,
    counts: (filters) => thread.call('counts', filters) as Promise<SearchCounts>,
    countNewMatches: (searches, limit) => thread.call('news', searches, limit) as ReturnType<Reader['countNewMatches']>,
    deliveries: (request) => thread.call('deliveries', request) as ReturnType<Reader['deliveries']>,
    delivery: (id) => thread.call('delivery', id) as ReturnType<Reader['delivery']>,
    line: (seq) => thread.call('line', seq) as ReturnType<Reader['line']>,
    shifts: (seqs) => thread.call('shifts', seqs) as ReturnType<Reader['shifts']>,
    gaps: (fromMs, untilMs) => thread.call('gaps', fromMs, untilMs) as Promise<Gap[]>,
    findPersonRecords: (personId) => thread.call('tracesOf', personId) as Promise<PersonRecords>,
    close: () => thread.close(),
  };
};
