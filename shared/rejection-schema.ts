import { z } from 'zod';
import { shown, why } from './notice-schema.ts';
import { REJECTION_STATES } from './rejection.ts';

export const rejectionState = z.enum(REJECTION_STATES);

export const rejection = z.object({
  id: z.number().int(),
  assignmentId: z.number().int(),
  personId: z.number().int().nullable(),
  from: z.string(),
  until: z.string().nullable(),
  startMinutes: z.number().int().nullable(),
  endMinutes: z.number().int().nullable(),
  breakMinutes: z.number().int().nullable(),
  comments: z.string().nullable(),
  activityIds: z.array(z.string()),
  state: rejectionState,
  /** When this app saw it. The provider does not tell when, by whom or why it was rejected. */
  seenAtMs: z.number(),
  /** Found by reading the list, not pushed. */
  caughtUp: z.boolean(),
  acknowledgedAtMs: z.number().nullable(),
  withdrawnAtMs: z.number().nullable(),
  /** Put aside by the planner, until then (null: whatever the time), or until the assignment changes. */
  snoozed: z.object({ untilMs: z.number().nullable() }).nullable(),
  /** Why the planner was told of it, or was not; null: not decided yet, or before the app kept reasons. */
  why: why.nullable(),
  /** When and where; null: not shown, or before the app kept that. */
  shown: shown.nullable(),
  /** Of a person and activities the planner did not choose to hear of: listed, but it does not wait for this planner. */
  ofOthers: z.boolean().optional(),
  /** Not told yet because notifications are muted: listed, but it does not wait for the planner before the mute ends. */
  muted: z.boolean().optional(),
});
/** One flip of `isRejected` to true, with the shift as it was then. */
export type Rejection = z.infer<typeof rejection>;
