import { z } from 'zod';
import { assignmentFields } from './assignment-schema.ts';
import { CHANGE_KINDS, CHANGE_OUTCOMES, CHANGE_SOURCES, FIELD_NAMES } from './change-event.ts';

export const changeKind = z.enum(CHANGE_KINDS);
export const changeSource = z.enum(CHANGE_SOURCES);
export const changeOutcome = z.enum(CHANGE_OUTCOMES);

export const fieldChange = z.object({ field: z.enum(FIELD_NAMES), before: z.unknown(), after: z.unknown() });
/** One field of an assignment that differs between two versions. */
export type FieldChange = z.infer<typeof fieldChange>;

export const changeEntry = z.object({
  /** Position in the log. */
  seq: z.number().int(),
  assignmentId: z.number().int(),
  changeVersion: z.string(),
  kinds: z.array(changeKind),
  source: changeSource,
  outcome: changeOutcome,
  personId: z.number().int().nullable(),
  /** The shift's days after the change (before it, for a delete). */
  from: z.string().nullable(),
  until: z.string().nullable(),
  startMinutes: z.number().int().nullable(),
  endMinutes: z.number().int().nullable(),
  seenAtMs: z.number(),
  changes: z.array(fieldChange),
});
/** One line of the history. */
export type ChangeEntry = z.infer<typeof changeEntry>;

export const shiftWords = assignmentFields.pick({ activities: true, comments: true }).extend({ seq: z.number().int() });
/** What a line of the history was about, besides its person and times. */
export type ShiftWords = z.infer<typeof shiftWords>;
