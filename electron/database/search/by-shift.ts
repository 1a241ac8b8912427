import type { SearchPage, SearchRequest } from '../../../shared/search.ts';
import type { Day } from '../../../shared/time.ts';
import { ENTRY, type EntryValues, linesAt, toEntries } from './entries.ts';
import { periodWords, UNDATED } from './filter-words.ts';
import { anyFilterWord, MAX_SEQ, type SearchQuery } from './query.ts';
import { type QueryRows, WITHIN } from './statements.ts';
import type { UnindexedSearch } from './unindexed.ts';

/** Up to this many lines are sorted at once, which takes some milliseconds. */
const MAX_SORTED = 20_000;
/** With more matches, the last days are read first, which usually fills a page; then growing numbers of days. */
const FIRST_DAYS = 4;
const GROWTH = 4;
/** Lines read by one statement. */
const LINES_PER_READ = 100;

/** Position between two entries: a day and, within it, a line. */
interface Position {
  day: Day | '';
  seq: number;
}
/** Before all lines: a shift that begins after the period asked for cannot match. */
const startOf = ({ until = '9999-12-31' }: SearchRequest): Position => ({ day: until, seq: MAX_SEQ });

interface Parts {
  queryRows: QueryRows;
  searchUnindexed: UnindexedSearch;
  /** Whether the time for this search is over. */
  isOver: () => boolean;
  /** Instead of MAX_SORTED, in tests. */
  maxSorted?: number | undefined;
}

interface Found {
  rows: EntryValues[];
  stoppedAt: Position | undefined;
}

/** One page, latest shift first and the newest change first within a day; changes without a shift come last. */
export const pageByShift = (parts: Parts, query: SearchQuery, request: SearchRequest): SearchPage => {
  const { limit, beforeSeq, beforeDay } = request;
  const after = beforeDay === undefined ? startOf(request) : { day: beforeDay, seq: beforeSeq ?? MAX_SEQ };
  const unindexed = parts.searchUnindexed(query, MAX_SEQ, parts.isOver);
  const found = fromIndex(parts, query, after, limit + 1);
  const rows = [...unindexed.rows.filter((row) => isBefore(after, positionOf(row))), ...found.rows].sort((a, b) =>
    isBefore(positionOf(a), positionOf(b)) ? -1 : 1,
  );
  const stop = found.stoppedAt;
  const known = stop ? rows.filter((row) => !isBefore(stop, positionOf(row))) : rows;
  const shown = known.slice(0, limit);
  const last = shown.at(-1);
  const next = known.length > limit && last ? positionOf(last) : stop;
  return {
    entries: toEntries(shown),
    nextBefore: next?.seq ?? null,
    nextBeforeDay: next?.day ?? null,
    ...(unindexed.stoppedAt === undefined ? {} : { isIncomplete: true }),
  };
};

const positionOf = (row: EntryValues): Position => ({ day: row[7] ?? '', seq: row[0] });
const isBefore = (a: Position, b: Position): boolean => a.day > b.day || (a.day === b.day && a.seq > b.seq);

const fromIndex = (parts: Parts, query: SearchQuery, after: Position, limit: number): Found => {
  const candidates = findCandidates(parts, query);
  if (candidates) return { rows: sortedLines(parts.queryRows, query, candidates, after, limit), stoppedAt: undefined };
  if (query.match === undefined) return { rows: allByDay(parts.queryRows, query, after, limit), stoppedAt: undefined };
  return byDays(parts, query, after, limit);
};

/** Positions of all lines that may match; undefined when there are more than `maxSorted`. */
const findCandidates = (
  { queryRows, maxSorted = MAX_SORTED }: Parts,
  { match, firstSeq, lastSeq }: SearchQuery,
): number[] | undefined => {
  const [sql, values] =
    match === undefined
      ? ['search.line t WHERE', []]
      : ['search.change_text t WHERE t.change_text MATCH ? AND', [match]];
  const seqs = queryRows<Seq>(`SELECT t.rowid FROM ${sql} ${WITHIN} LIMIT ?`, [
    ...values,
    firstSeq,
    lastSeq,
    maxSorted + 1,
  ]);
  return seqs.length > maxSorted ? undefined : seqs.map(([seq]) => seq);
};

type Seq = [seq: number];
const AFTER = '(l.day, l.seq) < (?, ?)';
const ORDER = 'ORDER BY l.day DESC, l.seq DESC';

const sortedLines = (
  queryRows: QueryRows,
  plan: SearchQuery,
  seqs: readonly number[],
  after: Position,
  limit: number,
): EntryValues[] =>
  matching(
    queryRows,
    plan,
    queryRows(`SELECT l.seq FROM json_each(?) s CROSS JOIN search.line l ON l.seq = s.value WHERE ${AFTER} ${ORDER}`, [
      JSON.stringify(seqs),
      after.day,
      after.seq,
    ]),
    limit,
  );

const allByDay = (
  queryRows: QueryRows,
  { firstSeq, lastSeq, sql, values }: SearchQuery,
  after: Position,
  limit: number,
) =>
  queryRows<EntryValues>(
    `SELECT ${ENTRY} FROM search.line l INDEXED BY line_day CROSS JOIN change c ON c.seq = l.seq
     WHERE ${AFTER} AND l.seq BETWEEN ? AND ? AND ${sql} ${ORDER} LIMIT ?`,
    [after.day, after.seq, firstSeq, lastSeq, ...values, limit],
  );

const byDays = ({ queryRows, isOver }: Parts, query: SearchQuery, after: Position, limit: number): Found => {
  const rows: EntryValues[] = [];
  let [days, size] = [lastDays(queryRows, '<=', after.day, FIRST_DAYS), FIRST_DAYS];
  for (let first = days.at(-1); first !== undefined; first = days.at(-1)) {
    const seqs = queryRows<Seq>(
      `SELECT l.seq FROM search.change_text t CROSS JOIN search.line l ON l.seq = t.rowid
       WHERE t.change_text MATCH ? AND ${WITHIN} AND l.day >= ? AND ${AFTER} ${ORDER}`,
      [
        `${anyFilterWord(wordsOfDays(days))} AND (${query.match})`,
        query.firstSeq,
        query.lastSeq,
        first,
        ...positionBefore(days, after),
      ],
    );
    rows.push(...matching(queryRows, query, seqs, limit - rows.length));
    if (rows.length === limit) break;
    size *= GROWTH;
    days = lastDays(queryRows, '<', first, size);
    if (days.length > 0 && isOver()) return { rows, stoppedAt: { day: first, seq: 0 } };
  }
  return { rows, stoppedAt: undefined };
};

/** The last days on which shifts begin, latest first; the empty text is the day of lines without a shift. */
const lastDays = (queryRows: QueryRows, sign: '<' | '<=', before: Day | '', limit: number): (Day | '')[] =>
  queryRows<[day: Day]>(
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

/** Position before all lines of these days or, on the day where the page begins, before the page. */
const positionBefore = ([latest = '']: readonly (Day | '')[], after: Position): [Day | '', number] =>
  latest === after.day ? [latest, after.seq] : [latest, MAX_SEQ];

/** The lines at these positions that match all conditions, at most `limit`. */
const matching = (queryRows: QueryRows, query: SearchQuery, seqs: readonly Seq[], limit: number): EntryValues[] => {
  const rows: EntryValues[] = [];
  for (let at = 0; at < seqs.length && rows.length < limit; at += LINES_PER_READ) {
    const batch = seqs.slice(at, at + LINES_PER_READ).map(([seq]) => seq);
    rows.push(...linesAt(queryRows, query, batch));
  }
  return rows.slice(0, limit);
};
