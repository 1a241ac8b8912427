import { addDays, type Day, type DayRange, daysBetween } from '../../shared/time.ts';
import { isProtimeError } from './errors.ts';

/** Other lists of Protime accept at most a year; the limit for assignments is not documented. */
const YEAR_DAYS = 365;

/**
 * Reads a period in pieces that Protime accepts: first a year each, and after each refusal half as long. The accepted length
 * is kept for later periods. When a single day is refused, the length is not the reason: its error is thrown.
 */
export const createDatePieces = () => {
  let acceptedDays = YEAR_DAYS;

  return async function* readInPieces<Page>(
    { from, until }: DayRange,
    read: (piece: DayRange) => AsyncIterable<Page>,
  ): AsyncGenerator<Page> {
    let days = acceptedDays;
    for (let start = from; start <= until; ) {
      const piece = { from: start, until: earlier(until, addDays(start, days - 1)) };
      const length = daysBetween(piece.from, piece.until) + 1;
      let hasAnswered = false;
      try {
        for await (const page of read(piece)) {
          hasAnswered = true;
          yield page;
        }
      } catch (error) {
        if (hasAnswered || length === 1 || !isRefusal(error)) throw error;
        days = Math.ceil(length / 2);
        continue;
      }
      acceptedDays = Math.min(acceptedDays, days);
      start = addDays(piece.until, 1);
    }
  };
};

const earlier = (a: Day, b: Day): Day => (a < b ? a : b);

/** Whether the content of the request was refused: not a missing permission, not an outage. */
const isRefusal = (error: unknown): boolean =>
  isProtimeError(error, 'unexpected-answer') && (error.status === 400 || error.status === 413 || error.status === 422);
