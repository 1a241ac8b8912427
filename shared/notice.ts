export type {
  Notice,
  NotificationTarget,
  PlannerNotification,
  RecentNotice,
  ShiftOfNotice,
  Shown,
} from './notice-schema.ts';

export const TOLD = [
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
export const HUSH = [
  'quiet-hours',
  'muted',
  /** Neither a page nor the system could show it. */
  'no-page',
] as const;
export const NOT_TOLD = [
  ...HUSH,
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

/** Why the planner is told of something, or is not. */
export type Why = Told | NotTold;
export type Told = (typeof TOLD)[number];
export type NotTold = (typeof NOT_TOLD)[number];
/** Kept back for now, and told when it is over. */
export type Hush = (typeof HUSH)[number];

export const isTold = (reason: Why): reason is Told => (TOLD as readonly Why[]).includes(reason);
export const isHush = (reason: Why): reason is Hush => (HUSH as readonly Why[]).includes(reason);
/** Whether a stored place is one this version knows. */
export const isPlace = (place: string | null): place is Place => (PLACES as readonly (string | null)[]).includes(place);
/** Whether a stored reason is one this version knows. */
export const isWhy = (reason: string | null): reason is Why =>
  reason !== null && ([...TOLD, ...NOT_TOLD] as readonly string[]).includes(reason);
