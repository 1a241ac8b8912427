import type { PersonId } from '../../../shared/assignment.ts';
import { joinedWords, wordsOf } from '../../../shared/fold.ts';
import type { ReadableDb } from '../database.ts';

/** Shorter beginnings of a name are in too many other words. */
const MIN_LETTERS = 3;

/**
 * Saved searches for a person: by id, or with a word of the person's name or number, or the beginning of one, in their text or
 * name. A word that another person's name has as well names nobody.
 */
export const searchesNaming = (db: ReadableDb, personId: PersonId): number[] => {
  const names = db.prepare<[], { id: PersonId; text: string }>(
    `SELECT id, concat_ws(char(10), first_name, last_name, employee_number,
       (SELECT group_concat(value, char(10)) FROM json_each(reference_values))) AS text FROM person
     UNION ALL SELECT person_id, name FROM past_name`,
  );
  const ownWords = new Set([String(personId)]);
  const othersWords: string[] = [];
  for (const { id, text } of names.iterate())
    for (const line of text.split('\n')) {
      const words = wordsOf(line);
      for (const word of [...words, ...joinedWords(words)])
        if (id === personId) ownWords.add(word);
        else othersWords.push(word);
    }
  const isTheirs = (word: string): boolean =>
    word.length >= MIN_LETTERS &&
    [...ownWords].some((own) => own.startsWith(word)) &&
    !othersWords.some((other) => other.startsWith(word));
  return db
    .prepare<[], { id: number; name: string; text: string | null; personId: PersonId | null }>(
      `SELECT id, name, filters ->> '$.text' AS text, filters ->> '$.personId' AS personId FROM saved_search`,
    )
    .all()
    .filter((one) => one.personId === personId || wordsOf(`${one.name} ${one.text ?? ''}`).some(isTheirs))
    .map(({ id }) => id);
};
