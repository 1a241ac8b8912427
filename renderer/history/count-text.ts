import { COUNT_CAP } from '../../shared/search.ts';

/** Formats a count, e.g. `1,243` or `500+`; undefined when unknown. */
export const countText = (count: number | null | undefined, locale: string): string | undefined => {
  if (count === null || count === undefined) return undefined;
  return count > COUNT_CAP ? `${COUNT_CAP}+` : new Intl.NumberFormat(locale).format(count);
};

/** Sum of counts; undefined when one is unknown. */
export const sumOf = (counts: readonly (number | null | undefined)[]): number | undefined => {
  let sum = 0;
  for (const count of counts) {
    if (count === null || count === undefined) return undefined;
    sum += count;
  }
  return sum;
};
