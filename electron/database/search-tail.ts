import type { WantedTerm } from '../../shared/search-terms.ts';
import type { ReadableDb } from './database.ts';
import { createLogNames, rememberNames } from './search-names.ts';
import { createPhraseCheck } from './search-phrases.ts';
import type { Ask } from './search-statements.ts';

/*
 * Lines that the index does not hold yet are asked for words one by one. To take one apart costs many times what it costs to see
 * that it cannot be meant: so each is looked at as it is stored first, and most need no more.
 */

/** A line as it is stored: `raw` is all that was said of the shift, as JSON. */
type RawLine = [seq: number, assignmentId: number, personId: number | null, raw: string];
const RAW_LINE = `c.seq, c.assignment_id, c.person_id, coalesce(c.after, '') || c.changes`;

/** So many activities can be looked for at once. */
const MOST_ACTIVITIES = 50;

export const createTailSearch = (db: ReadableDb, ask: Ask) => {
  const names = rememberNames(createLogNames(db));
  const { saying, forget } = createPhraseCheck(ask, names);
  const activityIds = db.prepare<[], string>('SELECT id FROM activity').pluck();

  /** Whether a line may say a word, or one that begins so: never no where it does. */
  const mayBeSaid = (word: string): ((line: RawLine) => boolean) => {
    const named = activityIds.all().filter((id) => names.activity(id).includes(word));
    if (named.length > MOST_ACTIVITIES) return () => true;
    const stored = storedWord(word, named);
    const isNumber = /^\d+$/.test(word);
    const people = new Map<number, boolean>();
    const isPerson = (id: number): boolean => {
      const its = people.get(id) ?? `${names.person(id)} ${id}`.includes(word);
      people.set(id, its);
      return its;
    };
    return ([, assignmentId, personId, raw]) =>
      stored.test(raw) ||
      (personId !== null && isPerson(personId)) ||
      (isNumber && String(assignmentId).includes(word));
  };

  return {
    /** Begins a search: names and texts may be others than at the last one. */
    begin(terms: readonly WantedTerm[]) {
      names.forget();
      forget();
      const words = new Set(terms.flatMap((term) => term.words));
      // What few lines say is looked for first.
      const looks = [...words].sort((a, b) => b.length - a.length).map(mayBeSaid);
      /**
       * @param query conditions on a line `c` of the log, and an order.
       * @returns those of its lines that say all terms, how many it looked at, and the last of these.
       */
      return (query: string, values: readonly (string | number)[]) => {
        const lines = ask<RawLine>(`SELECT ${RAW_LINE} FROM change c WHERE ${query}`, values);
        const likely = lines.filter((line) => looks.every((may) => may(line))).map(([seq]) => seq);
        return { seqs: saying(likely, terms), looked: lines.length, last: lines.at(-1)?.[0] ?? 0 };
      };
    },
  };
};

/** Where a word, or an activity that it names, can stand in the JSON of a line. A text beyond plain letters may be spelt otherwise. */
const storedWord = (word: string, activityIds: readonly string[]): RegExp => {
  const ids = activityIds.map((id) => escaped(JSON.stringify(id).slice(1, -1)));
  // An id is one word to the search, whatever stands between its letters.
  const letters = /^[a-z0-9]+$/.test(word) ? [[...word].join('[^a-z0-9]*')] : [];
  return new RegExp([...letters, ...ids, '[^ -~]'].join('|'), 'i');
};

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
