import type { SearchPage, SearchRequest } from '../../shared/search.ts';
import { addDays, type Day } from '../../shared/time.ts';
import { emptySet, type LineSet, newestFirst, upTo } from './line-set.ts';
import { ENTRY, type EntryValues, toEntries } from './search-entries.ts';
import { clampDay, dayWord, firstDayOf, isLastMonth, monthOf, monthWord, UNDATED } from './search-facets.ts';
import type { Finder } from './search-find.ts';
import { MAX_SEQ, type SearchPlan } from './search-plan.ts';
import type { Ask } from './search-statements.ts';

/** So few lines are read and sorted faster than they are walked through day by day. */
const FEW = 300;
/** How many lines are read at a time where most of them are wanted. */
const AT_ONCE = 60;

type Seq = [seq: number];
const NOTHING = emptySet(0, -1);

/**
 * One page, latest shift first, the newest change first within a day. All lines that are meant are known at once, as a set; the
 * way leads from the latest month back: what is little is read and sorted, what is much is walked through day by day.
 */
export const pageByShift = (
  { ask, finder }: { ask: Ask; finder: Finder },
  plan: SearchPlan,
  request: SearchRequest,
): SearchPage => {
  const { limit, beforeSeq = MAX_SEQ, beforeDay } = request;
  const part = finder.part(plan.firstSeq, plan.lastSeq);
  const all = part && finder.find(part, plan);
  if (!all) return { entries: [], nextBefore: null, nextBeforeDay: null };
  const seqs: number[] = [];
  const left = () => limit + 1 - seqs.length;
  const take = (found: readonly number[]) => void seqs.push(...found);

  const withWord = (word: string): LineSet => finder.havingRare(all, word) ?? NOTHING;

  /** Those lines of a period's shifts that are left, sorted. */
  const sort = (few: readonly number[], first: Day, last: Day): void => {
    if (few.length === 0) return;
    const after = beforeDay === undefined ? [] : [beforeDay, beforeSeq];
    const sorted = ask<Seq>(
      `SELECT c.seq FROM json_each(?) s CROSS JOIN change c ON c.seq = s.value
       WHERE ${plan.sql || '1'} AND c.from_day BETWEEN ? AND ? ${after.length > 0 ? 'AND (c.from_day, c.seq) < (?, ?)' : ''}
       ORDER BY c.from_day DESC, c.seq DESC LIMIT ?`,
      [JSON.stringify(few), ...plan.values, first, last, ...after, plan.phrases.length > 0 ? few.length : left()],
    );
    for (let at = 0; at < sorted.length && left() > 0; ) {
      const some = sorted.slice(at, at + left());
      at += some.length;
      take(
        finder.saying(
          some.map(([seq]) => seq),
          plan.phrases,
        ),
      );
    }
  };

  /** What is left of one day, or of the lines without one: newest first, which is the order of the log. */
  const inLogOrder = (set: LineSet, day: Day | ''): void => {
    const lastSeq = beforeDay === day ? beforeSeq - 1 : MAX_SEQ;
    const read = (found: readonly number[]) =>
      take(
        ask<Seq>(
          `SELECT c.seq FROM json_each(?) s CROSS JOIN change c ON c.seq = s.value
           WHERE ${plan.sql || '1'} AND coalesce(c.from_day, '') = ? ORDER BY c.seq DESC LIMIT ?`,
          [JSON.stringify(finder.saying(found, plan.phrases)), ...plan.values, day, left()],
        ).map(([seq]) => seq),
      );
    let found: number[] = [];
    for (const seq of newestFirst(set)) {
      if (seq > lastSeq || found.push(seq) < AT_ONCE) continue;
      read(found);
      found = [];
      if (left() <= 0) return;
    }
    read(found);
  };

  const walk = (month: number): void => {
    const [first, end] = [firstDayOf(month), addDays(firstDayOf(month + 1), -1)];
    // The first and the last month stand for all that lies outside of the calendar.
    const [from, until] = [month === 0 ? '0000-01-01' : first, isLastMonth(month) ? '9999-12-31' : end];
    const few = upTo(withWord(monthWord(month)), from === first && until === end ? FEW : MAX_SEQ);
    if (few) {
      sort(few, from, until);
      return;
    }
    const begin = [beforeDay, request.until].reduce<Day>((day, bound) => (bound && bound < day ? bound : day), end);
    for (let day = begin; day >= first && left() > 0; day = addDays(day, -1)) {
      const ofDay = withWord(dayWord(day));
      const few = upTo(ofDay, AT_ONCE);
      if (few) sort(few, day, day);
      else inLogOrder(ofDay, day);
    }
  };

  const dated = (): void => {
    const few = upTo(all, FEW);
    if (few) {
      sort(few, '0000-01-01', '9999-12-31');
      return;
    }
    const latest = Math.min(
      ...[beforeDay, request.until].map((day) => (day === undefined ? MAX_SEQ : monthOf(clampDay(day)))),
    );
    const months = ask<[month: number]>('SELECT month FROM search.shift_month WHERE month <= ? ORDER BY month DESC', [
      latest,
    ]);
    for (const [month] of months) if (left() > 0) walk(month);
  };

  if (beforeDay !== '') dated();
  // What has no day touches no period.
  const hasPeriod = request.from !== undefined || request.until !== undefined;
  if (left() > 0 && !hasPeriod) inLogOrder(withWord(UNDATED), '');
  return toPage(
    ask<EntryValues>(`SELECT ${ENTRY} FROM json_each(?) s CROSS JOIN change c ON c.seq = s.value ORDER BY s.key`, [
      JSON.stringify(seqs.slice(0, limit)),
    ]),
    seqs.length > limit,
  );
};

const toPage = (rows: readonly EntryValues[], hasMore: boolean): SearchPage => {
  const entries = toEntries(rows);
  const last = entries.at(-1);
  return {
    entries,
    nextBefore: hasMore && last ? last.seq : null,
    nextBeforeDay: hasMore && last ? (last.from ?? '') : null,
  };
};
