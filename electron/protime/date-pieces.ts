import { addDays, type Day, type DayRange, daysBetween } from '../../shared/time.ts';
import { isProtimeError } from './errors.ts';

/** Others of Protime's lists accept a year at most; the list of assignments does not say. */
const YEAR_DAYS = 365;

/**
 * Reads a period in pieces that the provider accepts: a year each, and half as long each time one is refused. What was learned
 * holds for later periods. A single day that is refused is not refused for its length: its error is thrown.
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

/** Refused for what was asked for: neither a permission nor an outage. */
const isRefusal = (error: unknown): boolean =>
  isProtimeError(error, 'unexpected-answer') && (error.status === 400 || error.status === 413 || error.status === 422);
