import type { Rejection } from './rejection-schema.ts';

export type { Rejection } from './rejection-schema.ts';

export const REJECTION_STATES = ['open', 'acknowledged', 'withdrawn'] as const;
export type RejectionState = (typeof REJECTION_STATES)[number];

/**
 * Whether it waits for the planner: what the one open count counts, wherever it is shown. What was put aside counts again when
 * it comes back, and what a mute keeps back when the mute ends, so none is left out for good; those of others do not count.
 */
export const isWaiting = (rejection: Pick<Rejection, 'state' | 'snoozed' | 'ofOthers' | 'muted'>): boolean =>
  rejection.state === 'open' && !rejection.snoozed && !rejection.ofOthers && !rejection.muted;

/** Whom and what the planner wants to hear of; both empty: everything. */
export interface Chosen {
  readonly onlyPeople: readonly number[];
  readonly onlyActivities: readonly string[];
}

/** What of the settings decides which rejections wait for the planner. */
export interface Wishes extends Chosen {
  /** Notifications are muted until then; null or past: they are not. */
  readonly mutedUntilMs: number | null;
}

export const choosesAll = ({ onlyPeople, onlyActivities }: Chosen): boolean =>
  onlyPeople.length === 0 && onlyActivities.length === 0;

/** Whether a shift is of a chosen person or a chosen activity, at whatever level. */
export const isChosen = (shift: Pick<Rejection, 'personId' | 'activityIds'>, chosen: Chosen): boolean =>
  choosesAll(chosen) ||
  (shift.personId !== null && chosen.onlyPeople.includes(shift.personId)) ||
  shift.activityIds.some((id) => chosen.onlyActivities.includes(id));
