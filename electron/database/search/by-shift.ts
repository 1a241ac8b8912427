import type { SearchPage, SearchRequest } from '../../../shared/search.ts';
import type { Day } from '../../../shared/time.ts';
import { periodWords, UNDATED } from './chips.ts';
import { ENTRY, type EntryValues, linesAt, toEntries } from './entries.ts';
import { chip, MAX_SEQ, type SearchPlan } from './query.ts';
import { type Ask, WITHIN } from './statements.ts';
import type { Tail } from './tail.ts';

/** So many lines are sorted within some milliseconds. */
const MAX_SORTED = 20_000;
/** With more matches, a few days usually fill a page; if not, growing numbers of days are read. */
const FIRST_DAYS = 4;
const GROWTH = 4;
/** How many lines are read at a time. */
const AT_ONCE = 100;

/** Position between two entries: a day and, within it, a line. */
interface Position {
  day: Day | '';
  seq: number;
}
const START: Position = { day: '9999-12-31', seq: MAX_SEQ };

interface Parts {
  ask: Ask;
  tail: Tail;
  isOver: () => boolean;
  maxSorted?: number | undefined;
}

interface Found {
  rows: EntryValues[];
  stoppedAt: Position | undefined;
}

/** One page, latest shift first and the newest change first within a day; changes without a shift come last. */
export const pageByShift = (parts: Parts, plan: SearchPlan, request: SearchRequest): SearchPage => {
  const { limit, beforeSeq, beforeDay } = request;
  const after = beforeDay === undefined ? START : { day: beforeDay, seq: beforeSeq ?? MAX_SEQ };
  const tail = parts.tail(plan, MAX_SEQ, parts.isOver);
  const found = fromIndex(parts, plan, after, limit + 1);
  const rows = [...tail.rows.filter((row) => isBefore(after, placeOf(row))), ...found.rows].sort((a, b) =>
    isBefore(placeOf(a), placeOf(b)) ? -1 : 1,
  );
  const stop = found.stoppedAt;
  const known = stop ? rows.filter((row) => !isBefore(stop, placeOf(row))) : rows;
  const shown = known.slice(0, limit);
  const last = shown.at(-1);
  const next = known.length > limit && last ? placeOf(last) : stop;
  return {
    entries: toEntries(shown),
    nextBefore: next?.seq ?? null,
    nextBeforeDay: next?.day ?? null,
    ...(tail.stoppedAt === undefined ? {} : { isIncomplete: true }),
  };
};

const placeOf = (row: EntryValues): Position => ({ day: row[7] ?? '', seq: row[0] });
const isBefore = (a: Position, b: Position): boolean => a.day > b.day || (a.day === b.day && a.seq > b.seq);

const fromIndex = (parts: Parts, plan: SearchPlan, after: Position, limit: number): Found => {
  const few = fewLines(parts, plan);
  if (few) return { rows: sorted(parts.ask, plan, few, after, limit), stoppedAt: undefined };
  if (plan.match === undefined) return { rows: allByDay(parts.ask, plan, after, limit), stoppedAt: undefined };
  return byDays(parts, plan, after, limit);
};

/** All lines that may match, unless they are many. */
const fewLines = (
  { ask, maxSorted = MAX_SORTED }: Parts,
  { match, firstSeq, lastSeq }: SearchPlan,
): number[] | undefined => {
  const [sql, values] =
    match === undefined
      ? ['search.line t WHERE', []]
      : ['search.change_text t WHERE t.change_text MATCH ? AND', [match]];
  const seqs = ask<Seq>(`SELECT t.rowid FROM ${sql} ${WITHIN} LIMIT ?`, [...values, firstSeq, lastSeq, maxSorted + 1]);
  return seqs.length > maxSorted ? undefined : seqs.map(([seq]) => seq);
};

type Seq = [seq: number];
const AFTER = '(l.day, l.seq) < (?, ?)';
const ORDER = 'ORDER BY l.day DESC, l.seq DESC';

const sorted = (ask: Ask, plan: SearchPlan, seqs: readonly number[], after: Position, limit: number): EntryValues[] =>
  matching(
    ask,
    plan,
    ask(`SELECT l.seq FROM json_each(?) s CROSS JOIN search.line l ON l.seq = s.value WHERE ${AFTER} ${ORDER}`, [
      JSON.stringify(seqs),
      after.day,
      after.seq,
    ]),
    limit,
  );

const allByDay = (ask: Ask, { firstSeq, lastSeq, sql, values }: SearchPlan, after: Position, limit: number) =>
  ask<EntryValues>(
    `SELECT ${ENTRY} FROM search.line l INDEXED BY line_day CROSS JOIN change c ON c.seq = l.seq
     WHERE ${AFTER} AND l.seq BETWEEN ? AND ? AND ${sql} ${ORDER} LIMIT ?`,
    [after.day, after.seq, firstSeq, lastSeq, ...values, limit],
  );

const byDays = ({ ask, isOver }: Parts, plan: SearchPlan, after: Position, limit: number): Found => {
  const rows: EntryValues[] = [];
  let [days, size] = [lastDays(ask, '<=', after.day, FIRST_DAYS), FIRST_DAYS];
  for (let first = days.at(-1); first !== undefined; first = days.at(-1)) {
    const seqs = ask<Seq>(
      `SELECT l.seq FROM search.change_text t CROSS JOIN search.line l ON l.seq = t.rowid
       WHERE t.change_text MATCH ? AND ${WITHIN} AND l.day >= ? AND ${AFTER} ${ORDER}`,
      [
        `${chip(wordsOfDays(days))} AND (${plan.match})`,
        plan.firstSeq,
        plan.lastSeq,
        first,
        ...placeOfDays(days, after),
      ],
    );
    rows.push(...matching(ask, plan, seqs, limit - rows.length));
    if (rows.length === limit) break;
    size *= GROWTH;
    days = lastDays(ask, '<', first, size);
    if (days.length > 0 && isOver()) return { rows, stoppedAt: { day: first, seq: 0 } };
  }
  return { rows, stoppedAt: undefined };
};

/** The last days on which shifts begin, latest first; the empty day stands for lines without a shift. */
const lastDays = (ask: Ask, sign: '<' | '<=', before: Day | '', limit: number): (Day | '')[] =>
  ask<[day: Day]>(
    `WITH RECURSIVE days (day) AS (
       SELECT max(day) FROM search.line WHERE day ${sign} ?
       UNION ALL SELECT (SELECT max(day) FROM search.line WHERE day < days.day) FROM days WHERE days.day IS NOT NULL)
     SELECT day FROM days WHERE day IS NOT NULL LIMIT ?`,
    [before, limit],
  ).map(([day]) => day);

const wordsOfDays = (days: readonly (Day | '')[]): string[] => {
  const dated = days.filter((day) => day !== '');
  const words = dated.length > 0 ? periodWords(dated.at(-1), dated[0], dated) : [];
  return days.includes('') ? [...words, UNDATED] : words;
};

/** Position before the first of some days, or where the page begins on it. */
const placeOfDays = ([latest = '']: readonly (Day | '')[], after: Position): [Day | '', number] =>
  latest === after.day ? [latest, after.seq] : [latest, MAX_SEQ];

/** The lines at some positions that match all conditions, until there are enough. */
const matching = (ask: Ask, plan: SearchPlan, seqs: readonly Seq[], limit: number): EntryValues[] => {
  const rows: EntryValues[] = [];
  for (let at = 0; at < seqs.length && rows.length < limit; at += AT_ONCE) {
    const some = seqs.slice(at, at + AT_ONCE).map(([seq]) => seq);
    rows.push(...linesAt(ask, plan, some));
  }
  return rows.slice(0, limit);
};
