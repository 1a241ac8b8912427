import { CHANGE_KINDS, changeOutcome, changeSource } from '../../shared/change-event.ts';
import { COUNT_CAP, type SearchCounts, type SearchFilters } from '../../shared/search.ts';
import type { ReadableDb } from './database.ts';
import { createSearchPlanner } from './search-plan.ts';
import { createStatements, WITHIN } from './search-statements.ts';

/** Counting goes on no longer than this: other questions wait for the same thread. */
const BUDGET_MS = 40;

/**
 * How much each chip would find, its own group apart: counted up to a cap, and not at all what there was no time for.
 * Lines the index does not hold yet are left out.
 */
export const createCounter = (db: ReadableDb, now: () => number = () => performance.now()) => {
  const ask = createStatements(db);
  const planner = createSearchPlanner(db);

  const count = (filters: SearchFilters, endMs: number): number | null => {
    if (now() > endMs) return null;
    const plan = planner.plan(filters, { allChips: true });
    if (plan === 'nothing') return 0;
    const isExact = !plan.needsLines;
    const sql =
      plan.match === undefined
        ? `SELECT 1 FROM change c WHERE c.seq BETWEEN ? AND ? AND ${plan.sql || '1'}`
        : `SELECT 1 FROM search.change_text t ${isExact ? '' : 'CROSS JOIN change c ON c.seq = t.rowid'}
           WHERE t.change_text MATCH ? AND ${WITHIN} ${isExact ? '' : `AND ${plan.sql || '1'}`}`;
    const values = [
      ...(plan.match === undefined ? [] : [plan.match]),
      plan.firstSeq,
      plan.lastSeq,
      ...(plan.match !== undefined && isExact ? [] : plan.values),
    ];
    return ask<[n: number]>(`SELECT count(*) FROM (${sql} LIMIT ${COUNT_CAP + 1})`, values)[0]?.[0] ?? 0;
  };

  return db.transaction((filters: SearchFilters): SearchCounts => {
    const endMs = now() + BUDGET_MS;
    const each = <T extends string>(values: readonly T[], narrowed: (value: T) => SearchFilters) =>
      Object.fromEntries(values.map((value) => [value, count(narrowed(value), endMs)])) as Record<T, number | null>;
    return {
      total: count(filters, endMs),
      kinds: each(CHANGE_KINDS, (kind) => ({ ...filters, kinds: [kind] })),
      sources: each(changeSource.options, (source) => ({ ...filters, sources: [source] })),
      outcomes: each(changeOutcome.options, (outcome) => ({ ...filters, outcomes: [outcome] })),
    };
  });
};
