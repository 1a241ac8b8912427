import { addDays, type Day, type DayRange, daysBetween } from '../../shared/time.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** One a minute asks for the status of the webhook. */
const STATUS_REQUESTS = 60;
/** Share of the budget that is planned for comparing and for the status; of the rest a part is kept for what arrives. */
const PLANNED_SHARE = 0.8;
const KEPT_SHARE = 0.1;
/** Today and tomorrow: read this often, less often only when they take more than half of what is left. */
const NEAR_EVERY_MS = 5 * MINUTE_MS;
const PIECE_EVERY_MS = MINUTE_MS;
/** A piece of the other days: a week at most, and about ten requests. */
const MAX_PIECE_DAYS = 7;
const MAX_PIECE_REQUESTS = 10;
/** Assumed until a list has more than one page. */
const ROWS_PER_REQUEST = 100;
/** A difference is looked at again after this time: its delivery may be under way. */
export const IN_FLIGHT_MS = 2 * MINUTE_MS;
/** What a reading and a look at the clock may take. */
const SLACK_MS = MINUTE_MS;

export interface RotationFacts {
  nowMs: number;
  today: Day;
  /** The days whose assignments were read, and are compared. */
  days: DayRange;
  /** Assignments known in all of these days, and of today and tomorrow. */
  rows: number;
  nearRows: number;
  /** Requests per hour, and how many of them are left in this one. */
  requestsPerHour: number;
  requestsLeft: number;
}

/** After how many minutes at the latest a change is found that did not arrive, when the provider answers. */
export interface CompareBounds {
  /** Of today and tomorrow. */
  nearMinutes: number;
  /** Of the other days. */
  farMinutes: number;
}

export interface Pace extends CompareBounds {
  nearEveryMs: number;
  /** What a piece may take: with less left of the budget it waits. */
  pieceRequests: number;
  /** From one piece of the other days to the next, for each request that it took. */
  msPerRequest: number;
  pieceDays: number;
}

/**
 * How often the days are compared, so that all of it stays within the budget. Pure.
 * @param rowsPerRequest As the lists read so far had them.
 */
export const paceOf = (
  { days, rows, nearRows, requestsPerHour }: Pick<RotationFacts, 'days' | 'rows' | 'nearRows' | 'requestsPerHour'>,
  rowsPerRequest: number,
): Pace => {
  const perHour = Math.max(1, requestsPerHour * PLANNED_SHARE - STATUS_REQUESTS);
  const nearRequests = Math.max(1, Math.ceil(nearRows / rowsPerRequest));
  const nearEveryMs = Math.max(NEAR_EVERY_MS, (nearRequests * HOUR_MS) / (perHour / 2));
  const farPerHour = Math.max(perHour / 2, perHour - (nearRequests * HOUR_MS) / nearEveryMs);
  const msPerRequest = HOUR_MS / farPerHour;

  const dayCount = daysBetween(days.from, days.until) + 1;
  const rowsPerDay = Math.max(1, rows / dayCount);
  const pieceDays = Math.floor((MAX_PIECE_REQUESTS * rowsPerRequest) / rowsPerDay);
  const clamped = Math.min(MAX_PIECE_DAYS, Math.max(1, pieceDays));
  const pieceRequests = Math.ceil((clamped * rowsPerDay) / rowsPerRequest) + 1;
  // One more at each end of the days, and where the two near days divide them.
  const pieces = Math.ceil(dayCount / clamped) + 2;
  const farMs = pieces * Math.max(PIECE_EVERY_MS, 2 * msPerRequest) + (rows / rowsPerRequest) * msPerRequest;
  const inMinutes = (ms: number): number => Math.ceil((ms + IN_FLIGHT_MS + SLACK_MS) / MINUTE_MS);
  return {
    nearEveryMs,
    msPerRequest,
    pieceDays: clamped,
    // A day that takes more than the whole budget is compared all the same.
    pieceRequests: Math.min(pieceRequests, requestsPerHour / 4),
    nearMinutes: inMinutes(nearEveryMs),
    farMinutes: inMinutes(farMs),
  };
};

/** The next piece of the days that are neither today nor tomorrow, from a day on; after the last day the first one follows. */
export const pieceFrom = (
  wanted: Day,
  { days, today }: Pick<RotationFacts, 'days' | 'today'>,
  pieceDays: number,
): DayRange | undefined => {
  const tomorrow = addDays(today, 1);
  const isNear = (day: Day): boolean => day === today || day === tomorrow;
  const inDays = wanted < days.from || wanted > days.until ? days.from : wanted;
  let from = isNear(inDays) ? addDays(tomorrow, 1) : inDays;
  if (from > days.until) from = isNear(days.from) ? addDays(tomorrow, 1) : days.from;
  if (from > days.until) return undefined;
  const last = addDays(from, pieceDays - 1);
  const until = last < days.until ? last : days.until;
  return { from, until: from < today && until >= today ? addDays(today, -1) : until };
};

/** Which days are compared with the provider's next: today and tomorrow often, all others in turn. No clock, no requests. */
export const createRotation = () => {
  let nearAtMs: number | undefined;
  let farAtMs = 0;
  let nextDay: Day | undefined;
  let rowsPerRequest = ROWS_PER_REQUEST;

  const pace = (facts: RotationFacts): Pace => paceOf(facts, rowsPerRequest);

  return {
    /** The days to compare now; undefined when none are due. The other days wait while nothing is left of the budget. */
    next(facts: RotationFacts): (DayRange & { isNear: boolean }) | undefined {
      const { nowMs, today, requestsPerHour, requestsLeft } = facts;
      const { nearEveryMs, pieceDays, pieceRequests } = pace(facts);
      // Everything has just been read.
      nearAtMs ??= nowMs + nearEveryMs;
      // A clock that was set back must not hold it up.
      nearAtMs = Math.min(nearAtMs, nowMs + nearEveryMs);
      if (nearAtMs <= nowMs) return { from: today, until: addDays(today, 1), isNear: true };
      if (farAtMs > nowMs && farAtMs <= nowMs + HOUR_MS) return undefined;
      if (requestsLeft - requestsPerHour * KEPT_SHARE < pieceRequests) return undefined;
      const piece = pieceFrom(nextDay ?? addDays(today, 2), facts, pieceDays);
      return piece && { ...piece, isNear: false };
    },
    /** Days were compared, at this time; a list of so many rows took so many requests. */
    done(facts: RotationFacts, days: DayRange & { isNear: boolean }, rows: number, requests: number): void {
      rowsPerRequest = requests > 1 ? Math.max(1, rows / requests) : Math.max(rowsPerRequest, rows);
      const { nearEveryMs, msPerRequest } = pace(facts);
      if (days.isNear) nearAtMs = facts.nowMs + nearEveryMs;
      else {
        nextDay = addDays(days.until, 1);
        farAtMs = facts.nowMs + Math.max(PIECE_EVERY_MS, requests * msPerRequest);
      }
    },
    bounds: (facts: RotationFacts): CompareBounds => {
      const { nearMinutes, farMinutes } = pace(facts);
      return { nearMinutes, farMinutes };
    },
  };
};

export type Rotation = ReturnType<typeof createRotation>;
