import { z } from 'zod';
import { HUSH, NOT_TOLD, PLACES, TOLD } from './notice.ts';
import { problem } from './problems.ts';

const shift = z.object({
  assignmentId: z.number().int(),
  personId: z.number().int().nullable(),
  from: z.string(),
  startMinutes: z.number().int().nullable(),
  endMinutes: z.number().int().nullable(),
  /** From the widest level to the narrowest. */
  activityIds: z.array(z.string()),
});

export const why = z.enum([...TOLD, ...NOT_TOLD]);

/** When and where it was really shown, by itself or as part of a summary. */
export const shown = z.object({ atMs: z.number(), where: z.enum(PLACES), inSummary: z.boolean() });
export type Shown = z.infer<typeof shown>;

export const notice = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rejected'), rejectionId: z.number().int(), shift }),
  z.object({ kind: z.literal('withdrawn'), shift }),
  /** Several at once: a burst, or what happened while the app did not run. */
  z.object({ kind: z.literal('summary'), rejected: z.number().int(), withdrawn: z.number().int() }),
  /** What was kept back in quiet hours, while muted, or while no page was open. */
  z.object({
    kind: z.literal('withheld'),
    rejected: z.number().int(),
    withdrawn: z.number().int(),
    changes: z.number().int(),
    why: z.enum(HUSH),
  }),
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

/** A notice of this run of the app, whether it was told or not, and why; `shown` is null until it was, and if it never is. */
export const recentNotice = z.object({ atMs: z.number(), notice, why, shown: shown.nullable() });
export type RecentNotice = z.infer<typeof recentNotice>;

export const notificationTarget = z.discriminatedUnion('screen', [
  z.object({ screen: z.literal('plan'), assignmentId: z.number().int() }),
  z.object({ screen: z.literal('rejections') }),
  /** With the saved search to show, if any. */
  z.object({ screen: z.literal('history'), searchId: z.number().int().optional() }),
  z.object({ screen: z.literal('connection') }),
  z.object({ screen: z.literal('settings') }),
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
  /** Why the planner sees it; missing where the app speaks of itself. */
  why: why.optional(),
});
/** A notice put into words, ready for the system's bubble or the browser's. */
export type PlannerNotification = z.infer<typeof notification>;
