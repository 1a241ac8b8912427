import type { WantedTerm } from '../../shared/search-terms.ts';
import { type NameWords, TEXT_COLUMNS, textOf } from './search-line-text.ts';
import { rememberNames } from './search-names.ts';
import type { Ask } from './search-statements.ts';
import type { Phrase } from './search-words.ts';

type Values = [number, number, number | null, string | null, string];

/** So many lines are remembered: with the next letter of a phrase most of the same are looked at again. */
const REMEMBERED = 10_000;

/**
 * Which of some lines say phrases, told by the lines themselves: where their single words are known to be said, that is faster than
 * asking the text index for their order, which goes through every place where any of the words stands.
 */
export const createPhraseCheck = (ask: Ask, nameWords: NameWords) => {
  const names = rememberNames(nameWords);
  /** Of a line its columns in plain words, each word with a blank before and behind it. */
  const known = new Map<number, string>();

  const read = (seqs: readonly number[]): void => {
    const unknown = seqs.filter((seq) => !known.has(seq));
    if (known.size + unknown.length > REMEMBERED) known.clear();
    for (const [seq, assignment_id, person_id, after, changes] of unknown.length === 0
      ? []
      : ask<Values>(`SELECT ${TEXT_COLUMNS} FROM json_each(?) s CROSS JOIN change c ON c.seq = s.value`, [
          JSON.stringify(unknown),
        ])) {
      const { person, activity, comments, ids } = textOf({ seq, assignment_id, person_id, after, changes }, names);
      known.set(seq, ` ${person} | ${activity} | ${comments} | ${ids} `.replace(/ +/g, ' '));
    }
  };

  return {
    /** @returns those of some lines that say all phrases. */
    saying(seqs: readonly number[], phrases: readonly WantedTerm[]): readonly number[] {
      if (phrases.length === 0) return seqs;
      read(seqs);
      const sought = phrases.map(({ words, isPrefix }) => ` ${words.join(' ')}${isPrefix ? '' : ' '}`);
      return seqs.filter((seq) => sought.every((words) => known.get(seq)?.includes(words)));
    },
    /** The text of lines, or a name, may be another. */
    forget(): void {
      names.forget();
      known.clear();
    },
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
        [phrase.match, its.next, most],
      );
      for (const [seq] of found) its.seqs.push(seq);
      its.next = found.length < most ? -1 : (its.seqs.at(-1) ?? 0) - 1;
    }
    return its.seqs;
  };
};
