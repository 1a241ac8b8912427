import { z } from 'zod';
import { noticeReason, shown } from './notice.ts';

export const REJECTION_STATES = ['open', 'acknowledged', 'withdrawn'] as const;
export type RejectionState = (typeof REJECTION_STATES)[number];

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
  /** When this app saw it. The provider does not send when, by whom or why it was rejected. */
  seenAtMs: z.number(),
  /** Found by reading the list, not by a webhook delivery. */
  caughtUp: z.boolean(),
  acknowledgedAtMs: z.number().nullable(),
  withdrawnAtMs: z.number().nullable(),
  /** Snoozed until this time, or with null until the assignment changes. A change always ends it. */
  snoozed: z.object({ untilMs: z.number().nullable() }).nullable(),
  /** Why it was notified or not; null: not decided yet, or stored by a version without reasons. */
  why: noticeReason.nullable(),
  /** When and where it was shown; null: not shown, or stored by a version without this field. */
  shown: shown.nullable(),
  /** Outside the planner's selection of people and activities: listed but not counted. */
  outsideSelection: z.boolean().optional(),
  /** Not notified yet because notifications are muted: listed, but counted only when the mute ends. */
  muted: z.boolean().optional(),
});
/** One change of `isRejected` to true, with the assignment as it was then. */
export type Rejection = z.infer<typeof rejection>;

/**
 * Whether it counts as open. Snoozed ones count again when the snooze ends, muted ones when the mute ends; those outside the
 * selection never count.
 */
export const countsAsOpen = (rejection: Pick<Rejection, 'state' | 'snoozed' | 'outsideSelection' | 'muted'>): boolean =>
  rejection.state === 'open' && !rejection.snoozed && !rejection.outsideSelection && !rejection.muted;

/** Selection of people and activities to notify; both empty: everything. */
export interface NotificationFilter {
  readonly onlyPeople: readonly number[];
  readonly onlyActivities: readonly string[];
}

/** The settings that decide which rejections count as open. */
export interface NotificationPreferences extends NotificationFilter {
  /** Notifications are muted until then; null or past: they are not. */
  readonly mutedUntilMs: number | null;
}

export const isFilterEmpty = ({ onlyPeople, onlyActivities }: NotificationFilter): boolean =>
  onlyPeople.length === 0 && onlyActivities.length === 0;

/** Whether the person or one of the activities of a shift is chosen. */
export const matchesFilter = (
  shift: Pick<Rejection, 'personId' | 'activityIds'>,
  filter: NotificationFilter,
): boolean =>
  isFilterEmpty(filter) ||
  (shift.personId !== null && filter.onlyPeople.includes(shift.personId)) ||
  shift.activityIds.some((id) => filter.onlyActivities.includes(id));
