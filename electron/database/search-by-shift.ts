import type { SearchPage, SearchRequest } from '../../shared/search.ts';
import { addDays, type Day, daysBetween } from '../../shared/time.ts';
import { ENTRY, type EntryValues, toEntries } from './search-entries.ts';
import { clampDay, dayWord, firstDayOf, monthOf, monthWord, UNDATED } from './search-facets.ts';
import { MAX_SEQ, type SearchPlan } from './search-plan.ts';
import { type Ask, WITHIN } from './search-statements.ts';

/** So few lines are sorted faster than they are walked through month by month, or a month's day by day. */
const FEW = 150;
/** A period so short is walked through day by day at once. */
const SHORT_DAYS = 62;

type Seq = [seq: number];

/**
 * One page, latest shift first, the newest change first within a day. The index knows lines by their place in the log only, so
 * the way leads from the latest month back: what is little is sorted at once, what is much is walked through day by day.
 */
export const pageByShift = (ask: Ask, plan: SearchPlan, request: SearchRequest): SearchPage => {
  const { limit, beforeSeq = MAX_SEQ, beforeDay } = request;
  const seqs: number[] = [];
  const left = () => limit + 1 - seqs.length;
  const take = (rows: readonly Seq[]) => void seqs.push(...rows.map(([seq]) => seq));

  /** A month or day with the rest of the question; days of the period itself need not be asked for the period again. */
  const matchOf = (word: string, last: Day | ''): string => {
    const rest = last !== '' && last >= (request.from ?? '') ? plan.matchAnyDay : plan.match;
    return [`"${word}"`, ...(rest === undefined ? [] : [rest])].join(' AND ');
  };
  const indexed = (match: string, lastSeq = plan.lastSeq) => [match, plan.firstSeq, lastSeq];

  /** What the index finds, if it is little. */
  const few = (match: string, atMost: number): number[] | undefined => {
    const found = ask<Seq>(
      `SELECT t.rowid AS seq FROM search.change_text t WHERE t.change_text MATCH ? AND ${WITHIN} LIMIT ?`,
      [...indexed(match), atMost + 1],
    );
    return found.length > atMost ? undefined : found.map(([seq]) => seq);
  };

  /** Those lines of a period's shifts that are left, sorted. */
  const sort = (found: readonly number[], first: Day, last: Day): void => {
    const after = beforeDay === undefined ? [] : [beforeDay, beforeSeq];
    take(
      ask(
        `SELECT c.seq FROM json_each(?) s CROSS JOIN change c ON c.seq = s.value
         WHERE ${plan.sql || '1'} AND c.from_day BETWEEN ? AND ? ${after.length > 0 ? 'AND (c.from_day, c.seq) < (?, ?)' : ''}
         ORDER BY c.from_day DESC, c.seq DESC LIMIT ?`,
        [JSON.stringify(found), ...plan.values, first, last, ...after, left()],
      ),
    );
  };

  /** What is left of one day, or of the lines without one: newest first, which is the index's own order. */
  const inLogOrder = (word: string, day: Day | ''): void => {
    const last = beforeDay === day ? Math.min(plan.lastSeq, beforeSeq - 1) : plan.lastSeq;
    take(
      ask(
        `SELECT c.seq FROM search.change_text t CROSS JOIN change c ON c.seq = t.rowid
         WHERE t.change_text MATCH ? AND ${WITHIN} AND ${plan.sql || '1'} AND coalesce(c.from_day, '') = ?
         ORDER BY t.rowid DESC LIMIT ?`,
        [...indexed(matchOf(word, day), last), ...plan.values, day, left()],
      ),
    );
  };

  const walk = (month: number): void => {
    const first = firstDayOf(month);
    const end = addDays(firstDayOf(month + 1), -1);
    const found = isShort(request) ? undefined : few(matchOf(monthWord(month), end), FEW);
    if (found) sort(found, first, end);
    else {
      const begin = [beforeDay, request.until].reduce<Day>((day, bound) => (bound && bound < day ? bound : day), end);
      for (let day = begin; day >= first && left() > 0; day = addDays(day, -1)) {
        const found = few(matchOf(dayWord(day), day), FEW);
        if (found) sort(found, day, day);
        else inLogOrder(dayWord(day), day);
      }
    }
  };

  const latestMonth = (): number =>
    Math.min(...[beforeDay, request.until].map((day) => (day === undefined ? MAX_SEQ : monthOf(clampDay(day)))));
  const firstMonth = request.from === undefined ? 0 : monthOf(clampDay(request.from));
  const months = (): [month: number][] =>
    ask('SELECT month FROM search.shift_month WHERE month BETWEEN ? AND ? ORDER BY month DESC', [
      firstMonth,
      latestMonth(),
    ]);

  /** Shifts that reach into the period from an earlier month: few, when so little of the page is filled by now. */
  const begunBefore = (): void => {
    const found = plan.match === undefined ? undefined : few(plan.match, MAX_SEQ);
    sort(found ?? [], '0000-01-01', addDays(firstDayOf(firstMonth), -1));
  };

  const dated = (): void => {
    const found = plan.match === undefined ? undefined : few(plan.match, FEW);
    if (found) sort(found, '0000-01-01', '9999-12-31');
    else {
      for (const [month] of months()) if (left() > 0) walk(month);
      if (left() > 0 && request.from !== undefined) begunBefore();
    }
  };

  if (beforeDay !== '') dated();
  // What has no day touches no period.
  const hasPeriod = request.from !== undefined || request.until !== undefined;
  if (left() > 0 && !hasPeriod) inLogOrder(UNDATED, '');
  return toPage(
    ask<EntryValues>(`SELECT ${ENTRY} FROM json_each(?) s CROSS JOIN change c ON c.seq = s.value ORDER BY s.key`, [
      JSON.stringify(seqs.slice(0, limit)),
    ]),
    seqs.length > limit,
  );
};

const isShort = ({ from, until }: SearchRequest): boolean =>
  from !== undefined && until !== undefined && daysBetween(from, until) <= SHORT_DAYS;

const toPage = (rows: readonly EntryValues[], hasMore: boolean): SearchPage => {
  const entries = toEntries(rows);
  const last = entries.at(-1);
  return {
    entries,
    nextBefore: hasMore && last ? last.seq : null,
    nextBeforeDay: hasMore && last ? (last.from ?? '') : null,
  };
};
