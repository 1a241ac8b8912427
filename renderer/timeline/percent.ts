import type { CSSProperties } from 'react';

/** A part of a whole in percent, finer than any screen shows. */
export const percentOf = (part: number, whole: number): number => Math.round((part / whole) * 1e6) / 1e4;

/**
 * A place in what is as wide as the whole, as shares of it: when a zoom makes that wider, nobody has to look at what lies in
 * it again. A width said in pixels, even by a variable above, costs the browser a fifth of each frame of a zoom.
 */
export const positionStyle = (start: number, length: number, whole: number): CSSProperties => ({
  left: `${percentOf(start, whole)}%`,
  width: `${percentOf(length, whole)}%`,
});
