import { z } from 'zod';
import { problem } from './problems.ts';
import { DOUBT_REASONS } from './unapplied.ts';

export const WITHHELD_REASONS = [
  'quiet-hours',
  'muted',
  /** Neither a page nor the system could show it. */
  'no-page',
] as const;

export const NOT_NOTIFIED_REASONS = [
  ...WITHHELD_REASONS,
  /** This kind of notice is switched off. */
  'off',
  /** Outside the planner's selection of people and activities. */
  'not-chosen',
  /** The planner was looking at this assignment. */
  'in-view',
  /** Withdrawn or acknowledged before it could be shown. */
  'over',
  /** The first-run screen shows the problem itself. */
  'setting-up',
  /** A test notification that could not be shown. */
  'not-shown',
] as const;

/** What showed a notice: a page of web mode, the system of the desktop app, or that app's own window. */
export const PLACES = ['browser', 'system', 'window'] as const;
export type Place = (typeof PLACES)[number];

export const NOTIFIED_REASONS = [
  /** Notified immediately. */
  'at-once',
  /** Shown in quiet hours because the shift starts soon. */
  'urgent',
  /** Part of a summary of several within a few seconds. */
  'together',
  /** Found by reading the list. */
  'caught-up',
  /** Shown at the next start because the app ended before. */
  'left-over',
  /** Withheld during quiet hours or while muted, and shown afterwards. */
  'afterwards',
  /** Decided while no page was open, and shown when a page was opened. */
  'page-opened',
  'withdrawn',
  'search',
  'trouble',
  'trouble-over',
  /** A test notification. */
  'asked',
] as const;

const shift = z.object({
  assignmentId: z.number().int(),
  personId: z.number().int().nullable(),
  from: z.string(),
  startMinutes: z.number().int().nullable(),
  endMinutes: z.number().int().nullable(),
  /** From the top level of the structure to the deepest. */
  activityIds: z.array(z.string()),
});

export const noticeReason = z.enum([...NOTIFIED_REASONS, ...NOT_NOTIFIED_REASONS]);

/** When and where it was really shown, by itself or as part of a summary. */
export const shown = z.object({ atMs: z.number(), where: z.enum(PLACES), inSummary: z.boolean() });
export type Shown = z.infer<typeof shown>;

export const notice = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rejected'), rejectionId: z.number().int(), shift }),
  z.object({ kind: z.literal('withdrawn'), shift }),
  /** Several together: a burst, or what happened while the app was not running. */
  z.object({ kind: z.literal('summary'), rejected: z.number().int(), withdrawn: z.number().int() }),
  /** Summary of what was withheld in quiet hours, while muted, or while no page was open. */
  z.object({
    kind: z.literal('withheld'),
    rejected: z.number().int(),
    withdrawn: z.number().int(),
    changes: z.number().int(),
    why: z.enum(WITHHELD_REASONS),
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
  /** The plan may differ from the provider's, for some time already. */
  z.object({ kind: z.literal('doubt'), reason: z.enum(DOUBT_REASONS), count: z.number().int() }),
  z.object({ kind: z.literal('doubt-over') }),
  z.object({ kind: z.literal('test') }),
]);
/** The content of a notification, before it is translated and shown by the operating system. */
export type Notice = z.infer<typeof notice>;
export type NoticeShift = z.infer<typeof shift>;

/** A notice since the app started, with the reason why it was shown or not; `shown` is null when it was not shown (yet). */
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
/** The screen a click opens. */
export type NotificationTarget = z.infer<typeof notificationTarget>;

export const notification = z.object({
  /** A later notification with the same tag replaces it. */
  tag: z.string(),
  title: z.string(),
  body: z.string(),
  /** What a click opens. */
  target: notificationTarget,
  /** Shown without a sound. */
  quiet: z.boolean(),
  /** The reason shown to the planner; absent for notifications about the app itself. */
  why: noticeReason.optional(),
});
/** A translated notice, ready for the operating system or the browser. */
export type PlannerNotification = z.infer<typeof notification>;

/** Why a notice was shown or not. */
export type NoticeReason = NotifiedReason | NotNotifiedReason;
export type NotifiedReason = (typeof NOTIFIED_REASONS)[number];
export type NotNotifiedReason = (typeof NOT_NOTIFIED_REASONS)[number];
/** Reasons that delay a notice until they end. */
export type WithheldReason = (typeof WITHHELD_REASONS)[number];

export const isNotified = (reason: NoticeReason): reason is NotifiedReason =>
  (NOTIFIED_REASONS as readonly NoticeReason[]).includes(reason);
export const isWithheldReason = (reason: NoticeReason): reason is WithheldReason =>
  (WITHHELD_REASONS as readonly NoticeReason[]).includes(reason);
/** Whether a stored place is one this version knows. */
export const isPlace = (place: string | null): place is Place => (PLACES as readonly (string | null)[]).includes(place);
/** Whether a stored reason is one this version knows. */
export const isNoticeReason = (reason: string | null): reason is NoticeReason =>
  reason !== null && ([...NOTIFIED_REASONS, ...NOT_NOTIFIED_REASONS] as readonly string[]).includes(reason);
