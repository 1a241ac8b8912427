import type { SearchPage, SearchRequest } from '../../shared/search.ts';
import type { ReadableDb } from './database.ts';
import { pageByShift } from './search-by-shift.ts';
import { ENTRY, type EntryValues, toEntries } from './search-entries.ts';
import { createSearchPlanner, MAX_SEQ, type SearchPlan } from './search-plan.ts';
import { createStatements, WITHIN } from './search-statements.ts';

const EMPTY_PAGE: SearchPage = { entries: [], nextBefore: null };
/**
 * The history, page by page; of the whole log, or of a part of it with both ends included. The words and chips come from the index attached as `search` (search-index.ts).
 * @see bench: newest-first by rowid is a thousand times faster than by a time column; paging by position costs the same at any depth.
 */
export const createSearch = (db: ReadableDb) => {
  const ask = createStatements(db);
  const planner = createSearchPlanner(db);

  /** What the index does not hold yet: only the newest lines, and only as long as it is behind. */
  const fromLog = (plan: SearchPlan, after: number, before: number, limit: number): EntryValues[] =>
    ask(
      `SELECT ${ENTRY} FROM change c WHERE c.seq BETWEEN ? AND ? AND ${plan.sql || '1'} ORDER BY c.seq DESC LIMIT ?`,
      [Math.max(after, plan.firstSeq), Math.min(before, plan.lastSeq), ...plan.values, limit],
    );

  const fromIndex = (plan: SearchPlan & { match: string }, before: number, limit: number): EntryValues[] =>
    ask(
      `SELECT ${ENTRY} FROM search.change_text t CROSS JOIN change c ON c.seq = t.rowid
       WHERE t.change_text MATCH ? AND ${WITHIN} AND ${plan.sql || '1'} ORDER BY t.rowid DESC LIMIT ?`,
      [plan.match, plan.firstSeq, Math.min(before, plan.lastSeq), ...plan.values, limit],
    );

  const newest = (plan: SearchPlan, before: number, limit: number): EntryValues[] => {
    const { match } = plan;
    if (match === undefined) return fromLog(plan, 0, before, limit);
    const tail = plan.hasText ? [] : fromLog(plan, planner.indexedSeq() + 1, before, limit);
    if (tail.length === limit) return tail;
    return [...tail, ...fromIndex({ ...plan, match }, before, limit - tail.length)];
  };

  return db.transaction((request: SearchRequest, until = MAX_SEQ, from = 0): SearchPage => {
    const whole = planner.plan(request);
    if (whole === 'nothing') return EMPTY_PAGE;
    const plan = { ...whole, firstSeq: Math.max(from, whole.firstSeq), lastSeq: Math.min(until, whole.lastSeq) };
    if (request.order === 'shift') return pageByShift(ask, plan, request);
    const rows = newest(
      plan,
      request.beforeSeq === undefined ? plan.lastSeq : request.beforeSeq - 1,
      request.limit + 1,
    );
    const entries = toEntries(rows.slice(0, request.limit));
    return {
      entries,
      nextBefore: rows.length > request.limit ? (entries.at(-1)?.seq ?? null) : null,
    };
  });
};

export type Search = ReturnType<typeof createSearch>;
