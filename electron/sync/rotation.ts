import { addDays, type Day, type DayRange, daysBetween } from '../../shared/time.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Requests per hour for the status of the webhook: one a minute. */
const STATUS_REQUESTS = 60;
/** Share of the budget for comparisons and the status; share that comparisons of the other days leave for other requests. */
const PLANNED_SHARE = 0.8;
const KEPT_SHARE = 0.1;
/** Interval for today and tomorrow; longer only if they would take more than half of the requests for comparisons. */
const NEAR_EVERY_MS = 5 * MINUTE_MS;
const PIECE_EVERY_MS = MINUTE_MS;
/** Limits of a *piece*: a range of the other days that is compared at once. */
const MAX_PIECE_DAYS = 7;
const MAX_PIECE_REQUESTS = 10;
/** Assumed until a list has more than one page. */
const ROWS_PER_REQUEST = 100;
/** A difference is checked again after this time: its delivery may still arrive. */
export const IN_FLIGHT_MS = 2 * MINUTE_MS;
/** Allowance for the time of a reading and the interval of the timer. */
const SLACK_MS = MINUTE_MS;

export interface RotationFacts {
  nowMs: number;
  today: Day;
  /** The days whose assignments were read, and are compared. */
  days: DayRange;
  /** Assignments known in all of these days, and of today and tomorrow. */
  rows: number;
  nearRows: number;
  /** Requests allowed per hour, and how many of them are left now. */
  requestsPerHour: number;
  requestsLeft: number;
}

/** After how many minutes at most a change whose delivery was lost is found, if Protime answers. */
export interface CompareBounds {
  /** Of today and tomorrow. */
  nearMinutes: number;
  /** Of the other days. */
  farMinutes: number;
}

export interface Pace extends CompareBounds {
  nearEveryMs: number;
  /** Requests for one piece; it waits while fewer are left. */
  pieceRequests: number;
  /** Pause after a piece, for each request that it took. */
  msPerRequest: number;
  pieceDays: number;
}

/**
 * How often and in how large pieces the days are compared, within the budget of requests. Pure.
 * @param rowsPerRequest Rows on one page, measured on the lists read so far.
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
  // Two more: today and tomorrow divide the days, and the last piece may be shorter.
  const pieces = Math.ceil(dayCount / clamped) + 2;
  const farMs = pieces * Math.max(PIECE_EVERY_MS, 2 * msPerRequest) + (rows / rowsPerRequest) * msPerRequest;
  const inMinutes = (ms: number): number => Math.ceil((ms + IN_FLIGHT_MS + SLACK_MS) / MINUTE_MS);
  return {
    nearEveryMs,
    msPerRequest,
    pieceDays: clamped,
    // Limited, so that even a day with more requests than the budget is compared.
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

/** Decides which days are compared next: today and tomorrow often, all others in turn. Has no clock and sends no requests. */
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
      // First call: the whole plan has just been read.
      nearAtMs ??= nowMs + nearEveryMs;
      // After the clock was set back it must not wait longer than the interval.
      nearAtMs = Math.min(nearAtMs, nowMs + nearEveryMs);
      if (nearAtMs <= nowMs) return { from: today, until: addDays(today, 1), isNear: true };
      if (farAtMs > nowMs && farAtMs <= nowMs + HOUR_MS) return undefined;
      if (requestsLeft - requestsPerHour * KEPT_SHARE < pieceRequests) return undefined;
      const piece = pieceFrom(nextDay ?? addDays(today, 2), facts, pieceDays);
      return piece && { ...piece, isNear: false };
    },
    /** Call after a comparison of `days` that ended at `facts.nowMs`. */
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
