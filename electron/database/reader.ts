import type { PersonId } from '../../shared/assignment.ts';
import type { SearchPage, SearchRequest } from '../../shared/search.ts';
import type { DayRange } from '../../shared/time.ts';
import type { LogMoments, Moment, Snapshot, TimelineRows } from '../../shared/timeline.ts';
import type { RowOptions } from './timeline-query.ts';
import { startWorkerThread } from './worker-thread.ts';

/** The reader thread, as the core sees it. */
export interface Reader {
  /** @param nowDay shifts from this day on count as next. */
  rows(range: DayRange, nowDay: string, options?: RowOptions): Promise<TimelineRows>;
  snapshot(range: DayRange, personIds: readonly (PersonId | null)[], moment?: Moment): Promise<Snapshot>;
  moments(parts: number): Promise<LogMoments>;
  search(request: SearchRequest): Promise<SearchPage>;
  close(): Promise<void>;
}

export const startReader = (databasePath: string): Reader => {
  const thread = startWorkerThread('reader-worker', { databasePath });
  return {
    rows: (range, nowDay, options) => thread.ask('rows', range, nowDay, options) as Promise<TimelineRows>,
    snapshot: (range, personIds, moment) => thread.ask('snapshot', range, personIds, moment) as Promise<Snapshot>,
    moments: (parts) => thread.ask('moments', parts) as Promise<LogMoments>,
    search: (request) => thread.ask('search', request) as Promise<SearchPage>,
    close: () => thread.close(),
  };
};
