import type { ChangeEvent } from '../../shared/change-event.ts';
import type { AssignmentStore } from '../database/tables/assignments.ts';
import type { ForgottenLookup } from '../database/tables/without-forgotten.ts';
import { type Apply, type EventEffect, NO_EFFECT } from './apply.ts';

// There is no outcome of its own: with `seq` null nothing is logged or counted, so 'duplicate' is never seen.
const IGNORED: EventEffect = { ...NO_EFFECT, outcome: 'duplicate' };

/**
 * Ignores events about forgotten people. A shift that moves from another person to a forgotten one is deleted, so that the
 * previous person no longer has it.
 */
export const applyWithoutForgotten = (
  { apply, applyRemovedFromList, wouldChange }: Apply,
  assignments: Pick<AssignmentStore, 'current'>,
  forgotten: Pick<ForgottenLookup, 'has'>,
): Apply => {
  /** The event to apply instead; undefined when there is nothing to do. */
  const withoutForgotten = (event: ChangeEvent): ChangeEvent | undefined => {
    if (event.kind !== 'upsert' || event.fields.personId === null || !forgotten.has(event.fields.personId))
      return event;
    const current = assignments.current(event.id);
    if (!current || current.deleted) return undefined;
    return { kind: 'delete', id: event.id, changeVersion: event.changeVersion, raw: {} };
  };
  return {
    applyRemovedFromList,
    apply(event, origin) {
      const allowed = withoutForgotten(event);
      return allowed ? apply(allowed, origin) : IGNORED;
    },
    wouldChange(event, origin) {
      const allowed = withoutForgotten(event);
      return allowed !== undefined && wouldChange(allowed, origin);
    },
  };
};
