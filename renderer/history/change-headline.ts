import type { ChangeEntry, ChangeKind, FieldChange } from '../../shared/change-event.ts';

/** Kinds that say more than the fields they changed. */
const TITLES: readonly ChangeKind[] = ['deleted', 'new', 'rejected', 'withdrawn', 'unchanged'];

/**
 * What a line of the history says before it is opened: kinds that need no fields, then the fields that differ.
 * How a field and its values are written: `texts.change` in the renderer's store.
 */
export const headline = ({ kinds, changes }: Pick<ChangeEntry, 'kinds' | 'changes'>) => {
  const titles = kinds.filter((kind) => TITLES.includes(kind));
  const namesRejection = titles.includes('rejected') || titles.includes('withdrawn');
  const namesEverything = titles.includes('new') || titles.includes('deleted');
  const fields: FieldChange[] = namesEverything
    ? []
    : changes.filter((c) => !(namesRejection && c.field === 'isRejected'));
  return { titles, fields: fields.filter((change) => !repeatsFrom(change, fields)), isOneDay: isOneDay(fields) };
};

const fieldChangeOf = (fields: readonly FieldChange[], name: 'from' | 'until') =>
  fields.find(({ field }) => field === name);

/** A shift of one day went to another day: its two days say the same. */
const isOneDay = (fields: readonly FieldChange[]): boolean => {
  const [from, until] = [fieldChangeOf(fields, 'from'), fieldChangeOf(fields, 'until')];
  return from !== undefined && from.before === until?.before && from.after === until?.after;
};

const repeatsFrom = ({ field }: FieldChange, fields: readonly FieldChange[]): boolean =>
  field === 'until' && isOneDay(fields);
