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
 * Ignores events about forgotten people. A shift that moves from somebody else to a forgotten person is deleted, so that the
 * previous person no longer has it.
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
