import { describe, expect, it } from 'vitest';
import { activeMuteUntilMs, muteUntilMs } from '../../../electron/shell/mute.ts';

const at = (text: string) => Date.parse(text);

describe('muting', () => {
  it('lasts an hour', () => {
    expect(muteUntilMs('hour', at('2026-03-10T14:00:00Z'))).toBe(at('2026-03-10T15:00:00Z'));
  });

  it('lasts until six in the morning, also over the night the clocks change', () => {
    expect(muteUntilMs('tomorrow', at('2026-03-10T23:30:00+01:00'))).toBe(at('2026-03-11T06:00:00+01:00'));
    expect(muteUntilMs('tomorrow', at('2026-03-28T20:00:00+01:00'))).toBe(at('2026-03-29T06:00:00+02:00'));
  });

  it('ends at its end time', () => {
    expect([activeMuteUntilMs(null, 5), activeMuteUntilMs(5, 5), activeMuteUntilMs(6, 5)]).toEqual([null, null, 6]);
  });
});
