import type { CSSProperties } from 'react';

/** Percentage with four decimals. */
export const percentOf = (part: number, whole: number): number => Math.round((part / whole) * 1e6) / 1e4;

/**
 * Position in percent of the container, so that a zoom changes only the container width. Pixel widths, even through a
 * variable, cost a fifth of each frame while zooming.
 */
export const positionStyle = (start: number, length: number, whole: number): CSSProperties => ({
  left: `${percentOf(start, whole)}%`,
  width: `${percentOf(length, whole)}%`,
});
