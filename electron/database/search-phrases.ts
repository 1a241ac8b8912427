import type { WantedTerm } from '../../shared/search-terms.ts';
import type { ReadableDb } from './database.ts';
import { columnsOf, type NameWords, TEXT_COLUMNS, type TextLine } from './search-line-text.ts';
import { createIndexedNames, rememberNames } from './search-names.ts';
import type { Ask } from './search-statements.ts';
import { phraseMatch } from './search-words.ts';

/** Words that must stand next to each other. */
export type Phrase = WantedTerm;

type Values = [number, number, number | null, number | null, string | null, string];

/**
 * Which of some lines say phrases, told by the lines themselves: where their single words are known to be said, that is faster than
 * asking the text index for their order, which goes through every place where any of the words stands.
 */
export const createPhraseCheck = (db: ReadableDb, ask: Ask) => {
  const indexed = createIndexedNames(db);
  const says = (line: TextLine, phrases: readonly Phrase[], names: NameWords): boolean => {
    const columns = columnsOf(line, names);
    const known: string[] = [];
    return phrases.every(({ words, isPrefix }) => {
      const sought = ` ${words.join(' ')}${isPrefix ? '' : ' '}`;
      if (known.some((text) => text.includes(sought))) return true;
      for (let next = columns.next(); !next.done; next = columns.next()) {
        const text = ` ${next.value.replace(/ +/g, ' ')} `;
        known.push(text);
        if (text.includes(sought)) return true;
      }
      return false;
    });
  };
  /** What was found out of lines while one search is answered. */
  const known = new WeakMap<readonly Phrase[], { told: Map<number, boolean>; names: NameWords }>();
  const look = (seqs: readonly number[], phrases: readonly Phrase[]): Map<number, boolean> => {
    const { told, names } = known.get(phrases) ?? { told: new Map<number, boolean>(), names: rememberNames(indexed) };
    known.set(phrases, { told, names });
    const untold = seqs.filter((seq) => !told.has(seq));
    if (untold.length === 0) return told;
    for (const [seq, assignment_id, person_id, is_rejected, after, changes] of ask<Values>(
      `SELECT ${TEXT_COLUMNS} FROM json_each(?) s CROSS JOIN change c ON c.seq = s.value`,
      [JSON.stringify(untold)],
    ))
      told.set(seq, says({ seq, assignment_id, person_id, is_rejected, after, changes }, phrases, names));
    return told;
  };
  /** @param phrases of one search. */
  return (seqs: readonly number[], phrases: readonly Phrase[]): readonly number[] => {
    if (phrases.length === 0) return seqs;
    const told = look(seqs, phrases);
    return seqs.filter((seq) => told.get(seq));
  };
};

const FIRST_PAGE = 64;

/**
 * Which lines say a phrase, as the text index knows them. It finds the next one before a position fast where many say it, but
 * where none does it goes through all there is, whatever the bounds: so it is asked for a few at a time, and never twice.
 */
export const createPhraseMatches = (ask: Ask) => {
  /** Of a phrase, the newest lines that say it, and the position before which others may. */
  const known = new WeakMap<Phrase, { seqs: number[]; last: number; next: number }>();
  /** @returns those between two positions, both included, and perhaps some others. */
  return (phrase: Phrase, firstSeq: number, lastSeq: number): readonly number[] => {
    let its = known.get(phrase);
    if (!its || its.last < lastSeq) {
      its = { seqs: [], last: lastSeq, next: lastSeq };
      known.set(phrase, its);
    }
    for (let most = FIRST_PAGE; its.next >= firstSeq; most *= 2) {
      const found = ask<[seq: number]>(
        `SELECT t.rowid FROM search.change_text t WHERE t.change_text MATCH ? AND t.rowid <= CAST(? AS INTEGER)
         ORDER BY t.rowid DESC LIMIT ?`,
        [phraseMatch(phrase), its.next, most],
      );
      for (const [seq] of found) its.seqs.push(seq);
      its.next = found.length < most ? -1 : (its.seqs.at(-1) ?? 0) - 1;
    }
    return its.seqs;
  };
};
