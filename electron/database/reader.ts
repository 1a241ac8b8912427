import type { PersonId } from '../../shared/assignment.ts';
import type { SearchPage, SearchRequest } from '../../shared/search.ts';
import type { DayRange } from '../../shared/time.ts';
import type { Snapshot, TimelineRows } from '../../shared/timeline.ts';
import { startWorkerThread } from './worker-thread.ts';

/** The reader thread, as the core sees it. */
export interface Reader {
  /** @param nowDay shifts from this day on count as next; @param activityIds only people with one of these. */
  rows(range: DayRange, nowDay: string, activityIds?: readonly string[]): Promise<TimelineRows>;
  snapshot(range: DayRange, personIds: readonly (PersonId | null)[]): Promise<Snapshot>;
  search(request: SearchRequest): Promise<SearchPage>;
  close(): Promise<void>;
}

export const startReader = (databasePath: string): Reader => {
  const thread = startWorkerThread('reader-worker', { databasePath });
  return {
    rows: (range, nowDay, activityIds) => thread.ask('rows', range, nowDay, activityIds) as Promise<TimelineRows>,
    snapshot: (range, personIds) => thread.ask('snapshot', range, personIds) as Promise<Snapshot>,
    search: (request) => thread.ask('search', request) as Promise<SearchPage>,
    close: () => thread.close(),
  };
};
