import { wordsOf } from '../../../shared/fold.ts';
import { readTexts } from '../../protime/assignment-wire.ts';

/** Of a line `c` of the log, what its text is made of. */
export const TEXT_COLUMNS = 'c.seq, c.assignment_id, c.person_id, c.after, c.changes';

export interface TextLine {
  seq: number;
  assignment_id: number;
  person_id: number | null;
  after: string | null;
  changes: string;
}

/** What a line is found by, in folded words with blanks between them, column by column of the text index. */
export interface LineText {
  person: string;
  activity: string;
  comments: string;
  ids: string;
}

/** The words a person or an activity is found under; an activity's id is one of them. */
export interface NameWords {
  person(id: number): string;
  activity(id: string): string;
}

export const textOf = (line: TextLine, names: NameWords): LineText => {
  const said = line.after === null ? undefined : readTexts(JSON.parse(line.after));
  return {
    person: line.person_id === null ? '' : names.person(line.person_id),
    activity: activityText(said, names),
    comments: plainWords(`${said?.comments ?? ''} ${commentBefore(line.changes)}`),
    ids: `${line.assignment_id} ${line.person_id ?? ''}`,
  };
};

/** A text as the index keeps it. */
export const plainWords = (text: string): string => wordsOf(text).join(' ');

/** An id as one word: its hyphens would cut it in pieces. */
export const idWord = (id: string): string => wordsOf(id).join('');

const activityText = (said: ReturnType<typeof readTexts>, names: NameWords): string => {
  let words = '';
  for (const { activityId, externalReferences } of said?.activities ?? []) {
    words += `${names.activity(activityId)} `;
    if (externalReferences) words += `${plainWords(Object.values(externalReferences).join(' '))} `;
  }
  return words;
};

/** A changed comment is found under what it was, too. */
const commentBefore = (changes: string): string => {
  if (!changes.includes('"comments"')) return '';
  const list = JSON.parse(changes) as { field: string; before: unknown }[];
  const before = list.find(({ field }) => field === 'comments')?.before;
  return typeof before === 'string' ? before : '';
};
