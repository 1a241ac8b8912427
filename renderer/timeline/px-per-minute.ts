import type { CSSProperties } from 'react';

/**
 * How wide a minute is, for the stylesheet to multiply. Said on what needs it and not on the whole plan: a change would
 * make the browser look at every bar again.
 */
export const pxPerMinuteStyle = (perMinute: number) => ({ '--px-per-minute': `${perMinute}px` }) as CSSProperties;
