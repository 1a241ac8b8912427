import { describe, expect, it } from 'vitest';
import { timeUntilStart } from '../../../renderer/rejections/time-until-start.ts';

const ZONE = 'Europe/Brussels';
const left = (now: string, from: string, startMinutes: number | null, locale = 'en-GB') =>
  timeUntilStart({ from, startMinutes }, Date.parse(now), locale, ZONE);

describe('the time left before a rejected shift', () => {
  it('counts calendar days, in each language', () => {
    const now = '2026-03-08T20:00:00+01:00';
    expect(left(now, '2026-03-10', 480).text).toBe('in 2 days');
    expect(left(now, '2026-03-10', 480, 'nl-BE').text).toBe('overmorgen');
    expect(left(now, '2026-03-10', 480, 'fr-BE').text).toBe('après-demain');
  });

  it('is “tomorrow” for a shift more than twelve hours away', () => {
    expect(left('2026-03-09T09:00:00+01:00', '2026-03-10', 480).text).toBe('tomorrow');
  });

  it('is in hours for a shift early the next morning', () => {
    expect(left('2026-03-09T23:00:00+01:00', '2026-03-10', 360)).toEqual({
      text: 'in 7 hours',
      hasStarted: false,
      isShort: true,
    });
  });

  it('is in minutes in the last hour', () => {
    expect(left('2026-03-10T07:15:00+01:00', '2026-03-10', 480).text).toBe('in 45 minutes');
  });

  it('rounds hours down', () => {
    expect(left('2026-03-10T06:01:00+01:00', '2026-03-10', 480).text).toBe('in 1 hour');
  });

  it('shows that a shift has started', () => {
    expect(left('2026-03-10T10:00:00+01:00', '2026-03-10', 480)).toMatchObject({
      text: '2 hours ago',
      hasStarted: true,
      isShort: false,
    });
    expect(left('2026-03-12T10:00:00+01:00', '2026-03-10', 480).text).toBe('2 days ago');
  });

  it('counts a start before midnight from the evening before', () => {
    expect(left('2026-03-08T08:00:00+01:00', '2026-03-10', -120).text).toBe('tomorrow');
  });

  it('treats a shift without times as not started for the whole day', () => {
    expect(left('2026-03-10T18:00:00+01:00', '2026-03-10', null)).toMatchObject({ text: 'today', hasStarted: false });
  });

  it('warns from two days before the shift', () => {
    expect(left('2026-03-08T07:00:00+01:00', '2026-03-10', 480).isShort).toBe(false);
    expect(left('2026-03-08T09:00:00+01:00', '2026-03-10', 480).isShort).toBe(true);
  });

  it('uses local time over the change to summer time', () => {
    expect(left('2026-03-28T20:00:00+01:00', '2026-03-29', 480).text).toBe('in 12 hours');
  });
});
