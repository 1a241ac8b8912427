/** Formats two instants as one range, e.g. `23 Nov, 19:08 – 23:08`. */
export const instantRange = (fromMs: number, untilMs: number, locale: string): string =>
  new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatRange(fromMs, untilMs);
