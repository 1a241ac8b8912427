import { z } from 'zod';
import { type Assignment, assignment } from './assignment.ts';
import { addDays, type DayRange, dayRange, instantMs } from './time.ts';

/** Which plan is requested: as of a moment, or compared with a moment. Neither: the current plan. */
export const planVersion = z.object({ asOfMs: instantMs.optional(), changedSinceMs: instantMs.optional() });
export type PlanVersion = z.infer<typeof planVersion>;

export const snapshot = z.object({
  /** Position in the log up to which this snapshot is complete. */
  seq: z.number().int(),
  range: dayRange,
  assignments: z.array(assignment),
  /**
   * Only with `changedSinceMs`: the former versions of moved or deleted assignments, and the ids of everything that differs.
   */
  since: z.object({ previousVersions: z.array(assignment), changedIds: z.array(z.number().int()) }).optional(),
});
/** The assignments of some people in a range, at one position of the log. */
export type Snapshot = z.infer<typeof snapshot>;

export const patch = z.object({
  seq: z.number().int(),
  upserts: z.array(assignment),
  removes: z.array(z.number().int()),
});
/** What changed since the previous patch: new versions of assignments and the ids of removed ones. */
export type Patch = z.infer<typeof patch>;

export const changeHistogram = z.object({
  /** When the first and the last line of the log were seen; both 0 when it is empty. */
  fromMs: z.number(),
  untilMs: z.number(),
  /** Number of changes in each of the equal time slices. */
  counts: z.array(z.number().int()),
});
export type ChangeHistogram = z.infer<typeof changeHistogram>;

type PlacementFields = Pick<Assignment, 'personId' | 'from' | 'until' | 'startMinutes' | 'endMinutes'>;

/** Whether two versions differ in person, days or times. */
export const hasMoved = (a: PlacementFields, b: PlacementFields): boolean =>
  a.personId !== b.personId ||
  a.from !== b.from ||
  a.until !== b.until ||
  a.startMinutes !== b.startMinutes ||
  a.endMinutes !== b.endMinutes;

/** Whether the assignment can overlap the range; its times may reach one day before or two days after its dates. */
export const isInRange = (a: Pick<Assignment, 'from' | 'until'>, range: DayRange): boolean =>
  a.from <= addDays(range.until, 1) && (a.until ?? '9999-12-31') >= addDays(range.from, -2);
