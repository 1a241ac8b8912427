import { z } from 'zod';
import { problem } from './problems.ts';

export const DO_NOT_DISTURB_REASONS = [
  'quiet-hours',
  'muted',
  /** Neither a page nor the system could show it. */
  'no-page',
] as const;

export const SUPPRESSED_REASONS = [
  ...DO_NOT_DISTURB_REASONS,
  /** This kind of notice is switched off. */
  'off',
  /** Of a person and activities the planner did not choose. */
  'not-chosen',
  /** It lay open in front of the planner. */
  'in-view',
  /** Withdrawn or acknowledged before it could be told. */
  'over',
  /** First run tells by itself what is missing. */
  'setting-up',
  /** The planner asked for a test, and it could not be shown. */
  'not-shown',
] as const;

/** What showed a notice: a page of web mode, the system of the desktop app, or that app's own window. */
export const PLACES = ['browser', 'system', 'window'] as const;
export type Place = (typeof PLACES)[number];

export const NOTIFIED_REASONS = [
  /** It was pushed. */
  'at-once',
  /** The same, in quiet hours: the shift starts soon. */
  'urgent',
  /** With others of the same seconds. */
  'together',
  /** Found by reading the list. */
  'caught-up',
  /** The app ended before it could tell. */
  'left-over',
  /** Kept back in quiet hours or while muted, and told when that was over. */
  'afterwards',
  /** The same for what came while no page was open: a page was opened. */
  'page-opened',
  'withdrawn',
  'search',
  'trouble',
  'trouble-over',
  /** The planner asked for a test. */
  'asked',
] as const;

const shift = z.object({
  assignmentId: z.number().int(),
  personId: z.number().int().nullable(),
  from: z.string(),
  startMinutes: z.number().int().nullable(),
  endMinutes: z.number().int().nullable(),
  /** From the widest level to the narrowest. */
  activityIds: z.array(z.string()),
});

export const noticeReason = z.enum([...NOTIFIED_REASONS, ...SUPPRESSED_REASONS]);

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
    why: z.enum(DO_NOT_DISTURB_REASONS),
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
export type NoticeShift = z.infer<typeof shift>;

/** A notice of this run of the app, whether it was told or not, and why; `shown` is null until it was, and if it never is. */
export const recentNotice = z.object({ atMs: z.number(), notice, why: noticeReason, shown: shown.nullable() });
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
  why: noticeReason.optional(),
});
/** A notice put into words, ready for the system's bubble or the browser's. */
export type PlannerNotification = z.infer<typeof notification>;

/** Why the planner is told of something, or is not. */
export type NoticeReason = NotifiedReason | SuppressedReason;
export type NotifiedReason = (typeof NOTIFIED_REASONS)[number];
export type SuppressedReason = (typeof SUPPRESSED_REASONS)[number];
/** Kept back for now, and told when it is over. */
export type DoNotDisturbReason = (typeof DO_NOT_DISTURB_REASONS)[number];

export const isNotified = (reason: NoticeReason): reason is NotifiedReason =>
  (NOTIFIED_REASONS as readonly NoticeReason[]).includes(reason);
export const isDoNotDisturb = (reason: NoticeReason): reason is DoNotDisturbReason =>
  (DO_NOT_DISTURB_REASONS as readonly NoticeReason[]).includes(reason);
/** Whether a stored place is one this version knows. */
export const isPlace = (place: string | null): place is Place => (PLACES as readonly (string | null)[]).includes(place);
/** Whether a stored reason is one this version knows. */
export const isNoticeReason = (reason: string | null): reason is NoticeReason =>
  reason !== null && ([...NOTIFIED_REASONS, ...SUPPRESSED_REASONS] as readonly string[]).includes(reason);
