import type { CHANGE_KINDS, CHANGE_OUTCOMES, CHANGE_SOURCES } from '../../../shared/change-event.ts';
import { COUNT_CAP, type SearchCounts, type SearchFilters } from '../../../shared/search.ts';
import type { ReadableDb } from '../database.ts';
import { createSearchPlanner, type SearchPlan } from './query.ts';
import { createStatements, WITHIN } from './statements.ts';

/** With more lines than this not indexed yet, nothing is counted; fewer are indexed within a second. */
const MAX_BEHIND = 2000;

/** Frequent values first: they reach the cap at once. Rare ones are searched in the whole log. */
const COMMON_FIRST = {
  outcomes: ['applied', 'duplicate', 'stale'],
  sources: ['webhook', 'sync', 'demo'],
  kinds: ['new', 'times', 'comment', 'unchanged', 'dates', 'person', 'activity', 'deleted', 'rejected', 'withdrawn'],
} as const satisfies Record<string, readonly string[]>;

/**
 * Counts matches up to a cap; null when there was no time to count. Lines that are not indexed yet are not counted; when there
 * are many of them, nothing is.
 * @param now in ms.
 */
export const createCounter = (db: ReadableDb, now: () => number = () => performance.now()) => {
  const ask = createStatements(db);
  const planner = createSearchPlanner(db);
  const lastSeq = db.prepare<[], number | null>('SELECT max(seq) FROM change').pluck();

  const fromWhere = ({ match, isExact, firstSeq, lastSeq, sql, values }: SearchPlan) => {
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
    const plan = planner.plan(filters);
    if (plan === 'nothing') return 0;
    const { sql, values } = fromWhere(plan);
    const [row] = ask<[n: number]>(`SELECT count(*) FROM (SELECT 1 FROM ${sql} LIMIT ${COUNT_CAP + 1})`, values);
    return row?.[0] ?? 0;
  };

  /** Counts until the time is up. */
  const begin = (budgetMs: number) => {
    const isFarBehind = (lastSeq.get() ?? 0) - planner.indexedSeq() > MAX_BEHIND;
    const endMs = now() + budgetMs;
    return (filters: SearchFilters): number | null => (isFarBehind || now() > endMs ? null : count(filters));
  };

  return {
    /** Number of matches with each value of a filter group in turn. */
    chips: db.transaction((filters: SearchFilters, budgetMs: number): SearchCounts => {
      const inTime = begin(budgetMs);
      const each = <T extends string>(values: readonly T[], narrowed: (value: T) => SearchFilters) =>
        Object.fromEntries(values.map((value) => [value, inTime(narrowed(value))])) as Record<T, number | null>;
      return {
        total: inTime(filters),
        outcomes: each<(typeof CHANGE_OUTCOMES)[number]>(COMMON_FIRST.outcomes, (outcome) => ({
          ...filters,
          outcomes: [outcome],
        })),
        sources: each<(typeof CHANGE_SOURCES)[number]>(COMMON_FIRST.sources, (source) => ({
          ...filters,
          sources: [source],
        })),
        kinds: each<(typeof CHANGE_KINDS)[number]>(COMMON_FIRST.kinds, (kind) => ({ ...filters, kinds: [kind] })),
      };
    }),
    /** Number of matches of each search. */
    each: db.transaction((searches: readonly SearchFilters[], budgetMs: number): (number | null)[] =>
      searches.map(begin(budgetMs)),
    ),
  };
};
