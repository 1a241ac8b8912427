import type { SearchCounts, SearchFilters } from '../../shared/search.ts';
import { findPersonRecords } from './maintenance/person-records.ts';
import { type HistoryOptions, openHistory } from './open-history.ts';
import { createTimelineReader } from './plan/timeline-query.ts';
import { createCounter } from './search/counts.ts';
import { createInspector } from './tables/inspector.ts';

/** All queries of the screens, on one read-only connection. */
export const openQueries = (databasePath: string, options: HistoryOptions = {}) => {
  const history = openHistory(databasePath, options);
  const { db, search, seqRange } = history;
  const indexed = db.prepare<[], { seq: number }>('SELECT indexed_seq AS seq FROM search.progress');
  const counter = createCounter(db);
  return {
    ...history,
    timeline: createTimelineReader(db),
    counts: counter.perValue as (filters: SearchFilters, budgetMs: number) => SearchCounts,
    countEach: counter.searches as (searches: readonly SearchFilters[], budgetMs: number) => (number | null)[],
    inspector: createInspector(db),
    findPersonRecords: (personId: number) => findPersonRecords(db, personId),
    /**
     * Number of changes that match each search after its position. `until`: the last indexed position, up to which changes are
     * counted; `isComplete`: that is the end of the log.
     */
    countNewMatches: (searches: readonly { filters: SearchFilters; afterSeq: number }[], limit: number) => {
      const until = indexed.get()?.seq ?? 0;
      const [, last] = seqRange();
      return {
        until,
        isComplete: until >= last,
        found: searches.map(
          ({ filters, afterSeq }) =>
            search({ ...filters, order: 'seen', limit }, { until, from: afterSeq + 1 }).entries.length,
        ),
      };
    },
  };
};

export type Queries = ReturnType<typeof openQueries>;
