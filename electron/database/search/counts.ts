import type { CHANGE_KINDS, CHANGE_OUTCOMES, CHANGE_SOURCES } from '../../../shared/change-event.ts';
import { COUNT_CAP, type SearchCounts, type SearchFilters } from '../../../shared/search.ts';
import type { ReadableDb } from '../database.ts';
import { createQueryBuilder, type SearchQuery } from './query.ts';
import { createStatements, WITHIN } from './statements.ts';

/** With more unindexed lines than this, nothing is counted; fewer are indexed within a second. */
const MAX_BEHIND = 2000;

/** Frequent values first: counting them stops early, at the cap. For rare ones the whole log is searched. */
const COMMON_FIRST = {
  outcomes: ['applied', 'duplicate', 'stale'],
  sources: ['webhook', 'sync', 'demo'],
  kinds: ['new', 'times', 'comment', 'unchanged', 'dates', 'person', 'activity', 'deleted', 'rejected', 'withdrawn'],
} as const satisfies Record<string, readonly string[]>;

/**
 * Counts matches up to a cap; null when there was no time to count. Unindexed lines are not counted; when there are more than
 * MAX_BEHIND of them, all counts are null.
 * @param now in ms.
 */
export const createCounter = (db: ReadableDb, now: () => number = () => performance.now()) => {
  const queryRows = createStatements(db);
  const queryBuilder = createQueryBuilder(db);
  const lastSeq = db.prepare<[], number | null>('SELECT max(seq) FROM change').pluck();

  const fromWhere = ({ match, isExact, firstSeq, lastSeq, sql, values }: SearchQuery) => {
    if (match === undefined)
      return { sql: `change c WHERE c.seq BETWEEN ? AND ? AND ${sql}`, values: [firstSeq, lastSeq, ...values] };
    const text = `t.change_text MATCH ? AND ${WITHIN}`;
    if (isExact) return { sql: `search.change_text t WHERE ${text}`, values: [match, firstSeq, lastSeq] };
    return {
      sql: `search.change_text t CROSS JOIN change c ON c.seq = t.rowid WHERE ${text} AND ${sql}`,
      values: [match, firstSeq, lastSeq, ...values],
    };
  };
  const count = (filters: SearchFilters): number => {
    const query = queryBuilder.build(filters);
    if (query === 'nothing') return 0;
    const { sql, values } = fromWhere(query);
    const [row] = queryRows<[n: number]>(`SELECT count(*) FROM (SELECT 1 FROM ${sql} LIMIT ${COUNT_CAP + 1})`, values);
    return row?.[0] ?? 0;
  };

  /** A function that counts until the time is over, and then returns null. */
  const createCount = (budgetMs: number) => {
    const isIndexTooOld = (lastSeq.get() ?? 0) - queryBuilder.indexedSeq() > MAX_BEHIND;
    const endMs = now() + budgetMs;
    return (filters: SearchFilters): number | null => (isIndexTooOld || now() > endMs ? null : count(filters));
  };

  return {
    /** For each value of a filter group, the number of matches when only that value is selected. */
    perValue: db.transaction((filters: SearchFilters, budgetMs: number): SearchCounts => {
      const countInTime = createCount(budgetMs);
      const countEachValue = <T extends string>(values: readonly T[], narrowed: (value: T) => SearchFilters) =>
        Object.fromEntries(values.map((value) => [value, countInTime(narrowed(value))])) as Record<T, number | null>;
      return {
        total: countInTime(filters),
        outcomes: countEachValue<(typeof CHANGE_OUTCOMES)[number]>(COMMON_FIRST.outcomes, (outcome) => ({
          ...filters,
          outcomes: [outcome],
        })),
        sources: countEachValue<(typeof CHANGE_SOURCES)[number]>(COMMON_FIRST.sources, (source) => ({
          ...filters,
          sources: [source],
        })),
        kinds: countEachValue<(typeof CHANGE_KINDS)[number]>(COMMON_FIRST.kinds, (kind) => ({
          ...filters,
          kinds: [kind],
        })),
      };
    }),
    /** Number of matches of each search. */
    searches: db.transaction((searches: readonly SearchFilters[], budgetMs: number): (number | null)[] =>
      searches.map(createCount(budgetMs)),
    ),
  };
};
