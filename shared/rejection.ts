import { z } from 'zod';

export const rejectionState = z.enum(['open', 'acknowledged', 'withdrawn']);
export type RejectionState = z.infer<typeof rejectionState>;

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
});
/** One flip of `isRejected` to true, with the shift as it was then. */
export type Rejection = z.infer<typeof rejection>;
