import type { AssignmentStore } from '../database/tables/assignments.ts';
import type { ForgottenLookup } from '../database/tables/without-forgotten.ts';
import type { Applied, Apply } from './apply.ts';

const NOTHING: Applied = {
  outcome: 'duplicate',
  seq: null,
  kinds: [],
  assignment: undefined,
  rejectionId: undefined,
  withdrawn: false,
};

/**
 * What is said about a person who was forgotten leaves no line and no shift. Where a shift of somebody else went to them, it is
 * gone for the plan: whose it was must not seem to work it still.
 */
export const applyWithoutForgotten = (
  { apply, applyGone: applyRemovedFromList }: Apply,
  assignments: Pick<AssignmentStore, 'current'>,
  forgotten: Pick<ForgottenLookup, 'has'>,
): Apply => ({
  applyGone: applyRemovedFromList,
  apply(event, origin) {
    if (event.kind !== 'upsert' || event.fields.personId === null || !forgotten.has(event.fields.personId))
      return apply(event, origin);
    const current = assignments.current(event.id);
    if (!current || current.deleted) return NOTHING;
    return apply({ kind: 'delete', id: event.id, changeVersion: event.changeVersion, raw: {} }, origin);
  },
});
