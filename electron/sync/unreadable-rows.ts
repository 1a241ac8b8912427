import type { Unapplied } from '../ingest/unapplied.ts';
import type { UpsertEvent } from '../protime/assignment-wire.ts';
import type { AssignmentPage } from '../protime/assignments.ts';

/** Records the rows of a page that cannot be read, or only in part, as put aside. */
export const putAsideUnreadable = (
  unapplied: Pick<Unapplied, 'putAsideRecords'>,
  { assignments, unreadable }: AssignmentPage,
): void => {
  const rows = [...unreadable, ...assignments.filter(isPartlyRead)];
  unapplied.putAsideRecords(
    'unreadable-row',
    rows.map(({ raw }) => raw),
  );
};

const isPartlyRead = ({ unreadableField }: UpsertEvent): boolean => unreadableField !== undefined;
