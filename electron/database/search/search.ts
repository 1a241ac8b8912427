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

  const fromLog = (query: SearchQuery, limit: number): EntryValues[] =>
    queryRows(
      `SELECT ${ENTRY} FROM change c WHERE c.seq BETWEEN ? AND ? AND ${query.sql} ORDER BY c.seq DESC LIMIT ?`,
      [query.firstSeq, query.lastSeq, ...query.values, limit],
    );
  const fromIndex = (query: SearchQuery, match: string, limit: number): EntryValues[] =>
    queryRows(
      `SELECT ${ENTRY} FROM search.change_text t CROSS JOIN change c ON c.seq = t.rowid
       WHERE t.change_text MATCH ? AND ${WITHIN} AND ${query.sql} ORDER BY t.rowid DESC LIMIT ?`,
      [match, query.firstSeq, query.lastSeq, ...query.values, limit],
    );
  const newest = (query: SearchQuery, limit: number, isOver: () => boolean): UnindexedMatches => {
    if (query.match === undefined) return { rows: fromLog(query, limit), stoppedAt: undefined };
    const { rows, stoppedAt } = searchUnindexed(query, limit, isOver);
    if (stoppedAt !== undefined || rows.length === limit) return { rows, stoppedAt };
    const indexed = { ...query, lastSeq: Math.min(query.lastSeq, query.indexedSeq) };
    return { rows: [...rows, ...fromIndex(indexed, query.match, limit - rows.length)], stoppedAt };
  };

  return db.transaction((request: SearchRequest, limits: SearchLimits = {}): SearchPage => {
    const { from = 0, until = MAX_SEQ, budgetMs = Number.POSITIVE_INFINITY } = limits;
    const planned = queryBuilder.build(request);
    if (planned === 'nothing') return EMPTY_PAGE;
    const endMs = now() + budgetMs;
    const isOver = () => now() > endMs;
    const query = { ...planned, firstSeq: Math.max(from, planned.firstSeq), lastSeq: Math.min(until, planned.lastSeq) };
    if (request.order === 'shift')
      return pageByShift({ queryRows, searchUnindexed, isOver, maxSorted }, query, request);
    const { limit, beforeSeq } = request;
    const lastSeq = beforeSeq === undefined ? query.lastSeq : Math.min(query.lastSeq, beforeSeq - 1);
    const { rows, stoppedAt } = newest({ ...query, lastSeq }, limit + 1, isOver);
    const entries = toEntries(rows.slice(0, limit));
    return { entries, nextBefore: rows.length > limit ? (entries.at(-1)?.seq ?? null) : (stoppedAt ?? null) };
  });
};

export type Search = ReturnType<typeof createSearch>;
