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
  /** When this app saw it. The provider does not tell when, by whom or why it was rejected. */
  seenAtMs: z.number(),
  /** Found by reading the list, not pushed. */
  caughtUp: z.boolean(),
  acknowledgedAtMs: z.number().nullable(),
  withdrawnAtMs: z.number().nullable(),
  /** Put aside by the planner, until then (null: whatever the time), or until the assignment changes. */
  snoozed: z.object({ untilMs: z.number().nullable() }).nullable(),
  /** Why the planner was told of it, or was not; null: not decided yet, or before the app kept reasons. */
  why: noticeReason.nullable(),
  /** When and where; null: not shown, or before the app kept that. */
  shown: shown.nullable(),
  /** Of a person and activities the planner did not choose to hear of: listed, but it does not wait for this planner. */
  outsideSelection: z.boolean().optional(),
  /** Not told yet because notifications are muted: listed, but it does not wait for the planner before the mute ends. */
  muted: z.boolean().optional(),
});
/** One flip of `isRejected` to true, with the shift as it was then. */
export type Rejection = z.infer<typeof rejection>;

/**
 * Whether it waits for the planner: what the one open count counts, wherever it is shown. What was put aside counts again when
 * it comes back, and what a mute keeps back when the mute ends, so none is left out for good; those of others do not count.
 */
export const isWaiting = (rejection: Pick<Rejection, 'state' | 'snoozed' | 'outsideSelection' | 'muted'>): boolean =>
  rejection.state === 'open' && !rejection.snoozed && !rejection.outsideSelection && !rejection.muted;

/** Whom and what the planner wants to hear of; both empty: everything. */
export interface NotificationFilter {
  readonly onlyPeople: readonly number[];
  readonly onlyActivities: readonly string[];
}

/** What of the settings decides which rejections wait for the planner. */
export interface NotificationPreferences extends NotificationFilter {
  /** Notifications are muted until then; null or past: they are not. */
  readonly mutedUntilMs: number | null;
}

export const isFilterEmpty = ({ onlyPeople, onlyActivities }: NotificationFilter): boolean =>
  onlyPeople.length === 0 && onlyActivities.length === 0;

/** Whether a shift is of a chosen person or a chosen activity, at whatever level. */
export const matchesFilter = (
  shift: Pick<Rejection, 'personId' | 'activityIds'>,
  filter: NotificationFilter,
): boolean =>
  isFilterEmpty(filter) ||
  (shift.personId !== null && filter.onlyPeople.includes(shift.personId)) ||
  shift.activityIds.some((id) => filter.onlyActivities.includes(id));
