import type { CHANGE_KINDS, CHANGE_OUTCOMES, CHANGE_SOURCES } from '../../../shared/change-event.ts';
import { COUNT_CAP, type SearchCounts, type SearchFilters } from '../../../shared/search.ts';
import type { ReadableDb } from '../database.ts';
import { createSearchPlanner, type SearchPlan } from './query.ts';
import { createStatements, WITHIN } from './statements.ts';

/** So many lines more or less are no other number to whoever reads it: they are indexed within a second. */
const MOST_BEHIND = 2000;

/** What most lines are is counted first: the cap is reached at once. What few are is looked for in the whole log. */
const COMMON_FIRST = {
  outcomes: ['applied', 'duplicate', 'stale'],
  sources: ['webhook', 'sync', 'demo'],
  kinds: ['new', 'times', 'comment', 'unchanged', 'dates', 'person', 'activity', 'deleted', 'rejected', 'withdrawn'],
} as const satisfies Record<string, readonly string[]>;

/**
 * How much is found, counted up to a cap; null where there was no time to count. Lines that are not indexed yet are left out; where
 * they are many, nothing is counted.
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

  /** Counts as long as there is time. */
  const begin = (budgetMs: number) => {
    const isFarBehind = (lastSeq.get() ?? 0) - planner.indexedSeq() > MOST_BEHIND;
    const endMs = now() + budgetMs;
    return (filters: SearchFilters): number | null => (isFarBehind || now() > endMs ? null : count(filters));
  };

  return {
    /** How much each chip would find, its own group apart. */
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
    /** How much each of some searches finds. */
    each: db.transaction((searches: readonly SearchFilters[], budgetMs: number): (number | null)[] =>
      searches.map(begin(budgetMs)),
    ),
  };
};
