import type { AssignmentStore } from '../database/tables/assignments.ts';
import type { ForgottenLookup } from '../database/tables/without-forgotten.ts';
import { type Applied, type Apply, NO_EFFECT } from './apply.ts';

const IGNORED: Applied = { ...NO_EFFECT, outcome: 'duplicate' };

/**
 * Ignores events about forgotten people. A shift that moves from another person to a forgotten one is deleted, so that the
 * previous person no longer has it.
 */
export const applyWithoutForgotten = (
  { apply, applyRemovedFromList }: Apply,
  assignments: Pick<AssignmentStore, 'current'>,
  forgotten: Pick<ForgottenLookup, 'has'>,
): Apply => ({
  applyRemovedFromList,
  apply(event, origin) {
    if (event.kind !== 'upsert' || event.fields.personId === null || !forgotten.has(event.fields.personId))
      return apply(event, origin);
    const current = assignments.current(event.id);
    if (!current || current.deleted) return IGNORED;
    return apply({ kind: 'delete', id: event.id, changeVersion: event.changeVersion, raw: {} }, origin);
  },
});
