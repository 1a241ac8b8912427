import { expect, it } from 'vitest';
import { duration, relativeTime } from '../../../renderer/ui/relative-time.ts';

const now = Date.parse('2026-03-10T12:00:00Z');

it('formats the distance of an instant from now', () => {
  expect(relativeTime(now - 20_000, now, 'en-GB')).toBe('now');
  expect(relativeTime(now - 5 * 60_000, now, 'en-GB')).toBe('5 minutes ago');
  expect(relativeTime(now + 2 * 86_400_000, now, 'nl-BE')).toBe('overmorgen');
  expect(relativeTime(now - 86_400_000, now, 'fr-BE')).toBe('hier');
});

it('formats a duration in its two largest units', () => {
  expect(duration(125 * 60_000, 'en-GB')).toBe('2 hrs 5 mins');
  expect(duration(3 * 86_400_000 + 4 * 3_600_000 + 60_000, 'en-GB')).toBe('3 days 4 hrs');
  expect(duration(0, 'en-GB')).toBe('0 secs');
});
