const UNITS = [
  { unit: 'day', ms: 86_400_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
] as const;

/** `5 minutes ago`, `in 2 days`, `now`: the distance of an instant from now, in the largest unit that fits. */
export const relativeTime = (ms: number, nowMs: number, locale: string): string => {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const distance = ms - nowMs;
  const fitting = UNITS.find((u) => Math.abs(distance) >= u.ms);
  return fitting ? format.format(Math.trunc(distance / fitting.ms), fitting.unit) : format.format(0, 'second');
};

/** `2 h 5 min`, `3 d 4 h`, `40 s`: a length of time in its two largest units. */
export const duration = (ms: number, locale: string): string => {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const parts = [
    { unit: 'day', count: Math.floor(seconds / 86_400) },
    { unit: 'hour', count: Math.floor(seconds / 3600) % 24 },
    { unit: 'minute', count: Math.floor(seconds / 60) % 60 },
    { unit: 'second', count: seconds % 60 },
  ];
  const first = parts.findIndex((p) => p.count > 0);
  const shown = first === -1 ? parts.slice(3) : parts.slice(first, first + 2).filter((p) => p.count > 0);
  return shown
    .map(({ unit, count }) =>
      new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: unit === 'day' ? 'long' : 'short' }).format(
        count,
      ),
    )
    .join(' ');
};
