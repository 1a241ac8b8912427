import type { SearchPage, SearchRequest } from '../../shared/search.ts';
import type { ReadableDb } from './database.ts';
import { chunkOf, firstSeqOf, newestFirst } from './line-set.ts';
import { pageByShift } from './search-by-shift.ts';
import { ENTRY, type EntryValues, toEntries } from './search-entries.ts';
import { NEWS } from './search-facets.ts';
import { createFinder, type Finder } from './search-find.ts';
import { createSearchPlanner, MAX_SEQ, type SearchPlan } from './search-plan.ts';
import { createStatements, WITHIN } from './search-statements.ts';
import { createTailSearch } from './search-tail.ts';

const EMPTY_PAGE: SearchPage = { entries: [], nextBefore: null };
/** Most searches find a page in the newest lines; each part that is looked through is larger than the one before. */
const FIRST_CHUNKS = 4;
/** So many lines that the index does not hold yet are asked for words one by one while other questions wait for the same thread. */
const TAIL_LINES = 2000;
const TAIL_AT_ONCE = 200;
/** For each line of a page, so many are looked at before it is taken that most are not news. */
const LOOKED_AT = 4;

/**
 * The history, page by page; of the whole log, or of a part of it with both ends included. The words and chips come from the
 * index attached as `search` (search-index.ts).
 * @see bench: newest-first by rowid is a thousand times faster than by a time column; paging by position costs the same at any depth.
 */
export const createSearch = (
  db: ReadableDb,
  { finder = createFinder(db), tailLines = TAIL_LINES }: { finder?: Finder; tailLines?: number | undefined } = {},
) => {
  const ask = createStatements(db);
  const planner = createSearchPlanner(db);
  const end = db.prepare<[], number | null>('SELECT max(seq) FROM change').pluck();
  const tail = createTailSearch(db, ask);

  const fromLog = (plan: SearchPlan, after: number, before: number, limit: number): EntryValues[] =>
    ask(`SELECT ${ENTRY} FROM change c WHERE ${newestOf(plan)}`, [...within(plan, after, before), limit]);

  const linesAt = (plan: SearchPlan, seqs: readonly number[]): EntryValues[] =>
    ask(
      `SELECT ${ENTRY} FROM json_each(?) s CROSS JOIN change c ON c.seq = s.value WHERE ${plan.sql || '1'} ORDER BY s.key`,
      [JSON.stringify(seqs), ...plan.values],
    );

  /** What the index does not hold yet: only the newest lines, and only as long as it is behind. */
  const fromTail = (plan: SearchPlan, after: number, before: number, limit: number): EntryValues[] => {
    if ((end.get() ?? 0) < after) return [];
    if (plan.wanted.length === 0) return fromLog(plan, after, before, limit);
    const look = tail.begin(plan.wanted);
    const seqs: number[] = [];
    for (let [to, left] = [before, tailLines]; left > 0 && seqs.length < limit; left -= TAIL_AT_ONCE) {
      const most = Math.min(TAIL_AT_ONCE, left);
      const its = look(newestOf(plan), [...within(plan, after, to), most]);
      seqs.push(...its.seqs);
      if (its.looked < most) break;
      to = its.last - 1;
    }
    return linesAt(plan, seqs.slice(0, limit));
  };

  const fromIndex = (plan: SearchPlan, before: number, indexedSeq: number, limit: number): EntryValues[] => {
    const rows: EntryValues[] = [];
    const read = (seqs: readonly number[]) => {
      const said = finder.saying(seqs, plan.phrases);
      if (said.length > 0) rows.push(...linesAt(plan, said));
    };
    let last = Math.min(before, plan.lastSeq, indexedSeq);
    for (let chunks = FIRST_CHUNKS; rows.length < limit && last >= plan.firstSeq; chunks *= 2) {
      const first = Math.max(firstSeqOf(chunkOf(last) - chunks + 1), plan.firstSeq);
      const part = finder.part(first, last);
      const found = part && finder.find(part, plan);
      let seqs: number[] = [];
      for (const seq of found ? newestFirst(found) : []) {
        if (seqs.push(seq) < limit - rows.length) continue;
        read(seqs);
        seqs = [];
        if (rows.length >= limit) break;
      }
      read(seqs);
      last = first - 1;
    }
    return rows.slice(0, limit);
  };

  /** The newest lines with a single word, if they are a page: as SQLite alone would find them. */
  const withWord = (match: string, plan: SearchPlan, before: number, limit: number): EntryValues[] | undefined => {
    const rows = ask<EntryValues>(
      `SELECT ${ENTRY} FROM (SELECT t.rowid AS seq FROM search.change_text t WHERE t.change_text MATCH ? AND ${WITHIN}
         ORDER BY t.rowid DESC LIMIT ?) s CROSS JOIN change c ON c.seq = s.seq WHERE ${plan.sql || '1'} LIMIT ?`,
      [match, plan.firstSeq, Math.min(before, plan.lastSeq), LOOKED_AT * limit, ...plan.values, limit],
    );
    return rows.length === limit ? rows : undefined;
  };

  const newest = (plan: SearchPlan, before: number, limit: number): EntryValues[] => {
    const indexedSeq = planner.indexedSeq();
    const tail = fromTail(plan, indexedSeq + 1, before, limit);
    const left = limit - tail.length;
    if (left === 0) return tail;
    const word = singleMatch(plan);
    const page = word === undefined ? undefined : withWord(word, plan, before, left);
    return [...tail, ...(page ?? fromIndex(plan, before, indexedSeq, left))];
  };

  return db.transaction((request: SearchRequest, until = MAX_SEQ, from = 0): SearchPage => {
    const whole = planner.plan(request);
    if (whole === 'nothing') return EMPTY_PAGE;
    const plan = { ...whole, firstSeq: Math.max(from, whole.firstSeq), lastSeq: Math.min(until, whole.lastSeq) };
    if (request.order === 'shift') return pageByShift({ ask, finder }, plan, request);
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

/** The newest lines of a part of the log that meet a plan's conditions; the values are those of `within`, then how many. */
const newestOf = ({ sql }: SearchPlan): string => `c.seq BETWEEN ? AND ? AND ${sql || '1'} ORDER BY c.seq DESC LIMIT ?`;
const within = ({ firstSeq, lastSeq, values }: SearchPlan, after: number, before: number) => [
  Math.max(after, firstSeq),
  Math.min(before, lastSeq),
  ...values,
];

/** What the text index is asked where nothing but one word is sought. */
const singleMatch = ({ terms: [term, ...others], chips, personId }: SearchPlan): string | undefined => {
  const isAlone = others.length === 0 && term?.length === 1 && personId === undefined;
  return isAlone && chips.every((words) => words[0] === NEWS) ? term[0]?.match : undefined;
};

export type Search = ReturnType<typeof createSearch>;
