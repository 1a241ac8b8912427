import { wordsOf } from '../../../shared/fold.ts';
import { readTexts } from '../../protime/assignment-wire.ts';

/** Columns of the log (as `c`) that `textOf` needs. */
export const TEXT_COLUMNS = 'c.seq, c.assignment_id, c.person_id, c.after, c.changes';

export interface TextLine {
  seq: number;
  assignment_id: number;
  person_id: number | null;
  after: string | null;
  changes: string;
}

/** The searchable text of a line: normalised words separated by blanks, for each column of the text index. */
export interface LineText {
  person: string;
  activity: string;
  comments: string;
  ids: string;
}

/** Searchable words of a person or an activity, with the activity's id. */
export interface NameWords {
  person(id: number): string;
  activity(id: string): string;
}

export const textOf = (line: TextLine, names: NameWords): LineText => {
  const texts = line.after === null ? undefined : readTexts(JSON.parse(line.after));
  return {
    person: line.person_id === null ? '' : names.person(line.person_id),
    activity: activityText(texts, names),
    comments: plainWords(`${texts?.comments ?? ''} ${commentBefore(line.changes)}`),
    ids: `${line.assignment_id} ${line.person_id ?? ''}`,
  };
};

/** A text in the form of the index. */
export const plainWords = (text: string): string => wordsOf(text).join(' ');

/** An id as one word: its hyphens would split it. */
export const idWord = (id: string): string => wordsOf(id).join('');

const activityText = (texts: ReturnType<typeof readTexts>, names: NameWords): string => {
  let words = '';
  for (const { activityId, externalReferences } of texts?.activities ?? []) {
    words += `${names.activity(activityId)} `;
    if (externalReferences) words += `${plainWords(Object.values(externalReferences).join(' '))} `;
  }
  return words;
};

/** A changed comment can be found by its former text, too. */
const commentBefore = (changes: string): string => {
  if (!changes.includes('"comments"')) return '';
  const list = JSON.parse(changes) as { field: string; before: unknown }[];
  const before = list.find(({ field }) => field === 'comments')?.before;
  return typeof before === 'string' ? before : '';
};
