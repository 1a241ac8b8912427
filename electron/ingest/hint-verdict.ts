import type { CurrentAssignment } from '../database/tables/assignments.ts';
import type { Hint, HintReason } from '../database/tables/hints.ts';
import type { UpsertEvent } from '../protime/assignment-wire.ts';

/** What the API says about one assignment. no-answer: it failed for this one alone. */
export type HintAnswer = UpsertEvent | 'absent' | 'unreadable' | 'no-answer';

/** Whether the plan already has the version that the hint names, or a newer one, so that the API need not be asked. */
export const isKnown = (hint: Hint, current: CurrentAssignment | undefined): boolean => {
  if (!current) return false;
  if (hint.deletes) return current.deleted || current.changeVersion > hint.changeVersion;
  return !current.deletedByList && current.changeVersion >= hint.changeVersion;
};

/**
 * Whether the API's answer confirms the hint or, if not, why. The API may answer from an outdated copy: only an answer at least
 * as new as the version in the hint shows that nothing is missed.
 */
export const verdict = (
  { changeVersion, deletes }: Hint,
  answer: HintAnswer,
  current: CurrentAssignment | undefined,
): 'confirmed' | 'unreadable' | HintReason => {
  if (answer === 'unreadable' || answer === 'no-answer') return answer;
  if (answer === 'absent') {
    const isNewer = !current || changeVersion > current.changeVersion;
    return deletes || !isNewer ? 'confirmed' : 'absent';
  }
  if (deletes) return answer.changeVersion > changeVersion ? 'confirmed' : 'there';
  return answer.changeVersion >= changeVersion ? 'confirmed' : 'older';
};
