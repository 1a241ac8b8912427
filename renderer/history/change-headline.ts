import type { ChangeEntry, ChangeKind, FieldChange } from '../../shared/change-event.ts';

/** Kinds shown as a tag instead of as field differences. */
const TITLES: readonly ChangeKind[] = ['deleted', 'new', 'rejected', 'withdrawn', 'unchanged'];

/** Title kinds and field differences of a closed history row. */
export const headline = ({ kinds, changes }: Pick<ChangeEntry, 'kinds' | 'changes'>) => {
  const titles = kinds.filter((kind) => TITLES.includes(kind));
  const showsRejection = titles.includes('rejected') || titles.includes('withdrawn');
  const showsNewOrDeleted = titles.includes('new') || titles.includes('deleted');
  const fields: FieldChange[] = showsNewOrDeleted
    ? []
    : changes.filter((c) => !(showsRejection && c.field === 'isRejected'));
  return { titles, fields: fields.filter((change) => !repeatsFrom(change, fields)), isOneDay: isOneDayMove(fields) };
};

const fieldChangeOf = (fields: readonly FieldChange[], name: 'from' | 'until') =>
  fields.find(({ field }) => field === name);

/** Whether `from` and `until` changed in the same way (a one-day shift was moved). */
const isOneDayMove = (fields: readonly FieldChange[]): boolean => {
  const [from, until] = [fieldChangeOf(fields, 'from'), fieldChangeOf(fields, 'until')];
  return from !== undefined && from.before === until?.before && from.after === until?.after;
};

const repeatsFrom = ({ field }: FieldChange, fields: readonly FieldChange[]): boolean =>
  field === 'until' && isOneDayMove(fields);
