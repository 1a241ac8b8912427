import { versionFields } from './change-log.ts';
import { plainWords } from './search-words.ts';

/** Of a line `c` of the log, what its text is made of. */
export const TEXT_COLUMNS = 'c.seq, c.assignment_id, c.person_id, c.is_rejected, c.after, c.changes';

export interface TextLine {
  seq: number;
  assignment_id: number;
  person_id: number | null;
  is_rejected: number | null;
  after: string | null;
  changes: string;
}

/** What a line is found by, in plain words, column by column of the text index. */
export interface LineText {
  person: string;
  activity: string;
  comments: string;
  ids: string;
}

/** The words a person or an activity is found under. */
export interface NameWords {
  person(id: number): string;
  activity(id: string): string;
}

export const textOf = (line: TextLine, names: NameWords): LineText => {
  const fields = versionFields(line.after, line.is_rejected);
  return {
    person: line.person_id === null ? '' : names.person(line.person_id),
    activity: activityText(fields, names),
    comments: commentText(fields, line.changes),
    ids: `${line.assignment_id} ${line.person_id ?? ''}`,
  };
};

type Fields = ReturnType<typeof versionFields>;

const activityText = (fields: Fields, names: NameWords): string =>
  (fields?.activities ?? [])
    .map(
      ({ activityId, externalReferences }) =>
        `${idWord(activityId)} ${names.activity(activityId)} ${plainWords(Object.values(externalReferences ?? {}).join(' '))}`,
    )
    .join(' ');

const commentText = (fields: Fields, changes: string): string =>
  plainWords(`${fields?.comments ?? ''} ${commentBefore(changes)}`);

/** An id as one word: its hyphens would cut it in pieces. */
export const idWord = (id: string): string => plainWords(id).replaceAll(' ', '');

/** A changed comment is found under what it was, too. */
const commentBefore = (changes: string): string => {
  if (!changes.includes('"comments"')) return '';
  const list = JSON.parse(changes) as { field: string; before: unknown }[];
  const before = list.find(({ field }) => field === 'comments')?.before;
  return typeof before === 'string' ? before : '';
};
