import { z } from 'zod';
import { assignment } from './assignment-schema.ts';
import { dayRange, instantMs } from './time-schema.ts';

/** Which plan is meant: that of a moment, or what changed since one. With neither: the present plan. */
export const moment = z.object({ asOfMs: instantMs.optional(), changedSinceMs: instantMs.optional() });
export type Moment = z.infer<typeof moment>;

export const snapshot = z.object({
  /** The log position this snapshot speaks for. */
  seq: z.number().int(),
  range: dayRange,
  assignments: z.array(assignment),
  /** Asked what changed since a moment: the old places, as versions of then, and the ids of all that differ. */
  since: z.object({ ghosts: z.array(assignment), changedIds: z.array(z.number().int()) }).optional(),
});
/** The assignments of some people in a range, at one position of the log. */
export type Snapshot = z.infer<typeof snapshot>;

export const patch = z.object({
  seq: z.number().int(),
  upserts: z.array(assignment),
  removes: z.array(z.number().int()),
});
/** What one commit changed in the plan: whole rows, and the ids of those that are gone. */
export type Patch = z.infer<typeof patch>;

export const logMoments = z.object({
  /** When the first and the last line of the log were seen; both 0 when it is empty. */
  fromMs: z.number(),
  untilMs: z.number(),
  /** How many lines were seen in each of equally long parts of that time. */
  counts: z.array(z.number().int()),
});
export type LogMoments = z.infer<typeof logMoments>;
