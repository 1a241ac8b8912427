import type { SearchPage, SearchRequest } from '../../../shared/search.ts';
import type { ReadableDb } from '../database.ts';
import { pageByShift } from './by-shift.ts';
import { ENTRY, type EntryValues, toEntries } from './entries.ts';
import { createQueryBuilder, MAX_SEQ, type SearchQuery } from './query.ts';
import { createStatements, WITHIN } from './statements.ts';
import { createUnindexedSearch, type UnindexedMatches } from './unindexed.ts';

export interface SearchLimits {
  /** The part of the log that is searched, both ends included. */
  from?: number;
  until?: number;
  /**
   * After this time, in ms, the search stops and the page ends there. A single SQLite statement cannot be stopped.
   */
  budgetMs?: number;
}

const EMPTY_PAGE: SearchPage = { entries: [], nextBefore: null };

/**
 * Searches the history, page by page, through the index attached as `search` (search-index.ts); lines that are not indexed yet
 * are read from the log. Ordered by position: much faster than by a time column, also for the oldest pages.
 */
export const createSearch = (
  db: ReadableDb,
  { now = () => performance.now(), maxSorted }: { now?: () => number; maxSorted?: number | undefined } = {},
) => {
  const queryRows = createStatements(db);
  const queryBuilder = createQueryBuilder(db);
  const searchUnindexed = createUnindexedSearch(db, queryRows);

  const fromLog = (plan: SearchQuery, limit: number): EntryValues[] =>
    queryRows(`SELECT ${ENTRY} FROM change c WHERE c.seq BETWEEN ? AND ? AND ${plan.sql} ORDER BY c.seq DESC LIMIT ?`, [
      plan.firstSeq,
      plan.lastSeq,
      ...plan.values,
      limit,
    ]);
  const fromIndex = (plan: SearchQuery, match: string, limit: number): EntryValues[] =>
    queryRows(
      `SELECT ${ENTRY} FROM search.change_text t CROSS JOIN change c ON c.seq = t.rowid
       WHERE t.change_text MATCH ? AND ${WITHIN} AND ${plan.sql} ORDER BY t.rowid DESC LIMIT ?`,
      [match, plan.firstSeq, plan.lastSeq, ...plan.values, limit],
    );
  const newest = (plan: SearchQuery, limit: number, isOver: () => boolean): UnindexedMatches => {
    if (plan.match === undefined) return { rows: fromLog(plan, limit), stoppedAt: undefined };
    const { rows, stoppedAt } = searchUnindexed(plan, limit, isOver);
    if (stoppedAt !== undefined || rows.length === limit) return { rows, stoppedAt };
    const indexed = { ...plan, lastSeq: Math.min(plan.lastSeq, plan.indexedSeq) };
    return { rows: [...rows, ...fromIndex(indexed, plan.match, limit - rows.length)], stoppedAt };
  };

  return db.transaction((request: SearchRequest, limits: SearchLimits = {}): SearchPage => {
    const { from = 0, until = MAX_SEQ, budgetMs = Number.POSITIVE_INFINITY } = limits;
    const planned = queryBuilder.build(request);
    if (planned === 'nothing') return EMPTY_PAGE;
    const endMs = now() + budgetMs;
    const isOver = () => now() > endMs;
    const plan = { ...planned, firstSeq: Math.max(from, planned.firstSeq), lastSeq: Math.min(until, planned.lastSeq) };
    if (request.order === 'shift') return pageByShift({ queryRows, searchUnindexed, isOver, maxSorted }, plan, request);
    const { limit, beforeSeq } = request;
    const lastSeq = beforeSeq === undefined ? plan.lastSeq : Math.min(plan.lastSeq, beforeSeq - 1);
    const { rows, stoppedAt } = newest({ ...plan, lastSeq }, limit + 1, isOver);
    const entries = toEntries(rows.slice(0, limit));
    return { entries, nextBefore: rows.length > limit ? (entries.at(-1)?.seq ?? null) : (stoppedAt ?? null) };
  });
};

export type Search = ReturnType<typeof createSearch>;
