import { z } from 'zod';
import { problem } from './problems.ts';

const shift = z.object({
  assignmentId: z.number().int(),
  personId: z.number().int().nullable(),
  from: z.string(),
  startMinutes: z.number().int().nullable(),
  endMinutes: z.number().int().nullable(),
  activityId: z.string().nullable(),
});

export const notice = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rejected'), rejectionId: z.number().int(), shift }),
  z.object({ kind: z.literal('withdrawn'), shift }),
  /** Several at once: a burst, or what happened while the app did not run. */
  z.object({ kind: z.literal('summary'), rejected: z.number().int(), withdrawn: z.number().int() }),
  z.object({ kind: z.literal('caught-up'), changes: z.number().int(), rejected: z.number().int() }),
  /** New changes that a saved search found. */
  z.object({
    kind: z.literal('saved-search'),
    searchId: z.number().int(),
    name: z.string(),
    changes: z.number().int(),
  }),
  z.object({ kind: z.literal('problem'), problem }),
  z.object({ kind: z.literal('problem-over') }),
  z.object({ kind: z.literal('test') }),
]);
/** What we want to say. A notification is what the operating system makes of it. */
export type Notice = z.infer<typeof notice>;
export type ShiftOfNotice = z.infer<typeof shift>;

export const notificationTarget = z.discriminatedUnion('screen', [
  z.object({ screen: z.literal('plan'), assignmentId: z.number().int() }),
  z.object({ screen: z.literal('rejections') }),
  /** With the saved search to show, if any. */
  z.object({ screen: z.literal('history'), searchId: z.number().int().optional() }),
  z.object({ screen: z.literal('connection') }),
]);
/** Where a click leads. */
export type NotificationTarget = z.infer<typeof notificationTarget>;

export const notification = z.object({
  /** A later one with the same tag takes its place. */
  tag: z.string(),
  title: z.string(),
  body: z.string(),
  /** What a click opens. */
  target: notificationTarget,
  /** Shown without a sound. */
  quiet: z.boolean(),
});
/** A notice put into words, ready for the system's bubble or the browser's. */
export type PlannerNotification = z.infer<typeof notification>;
