import { describe, expect, it } from 'vitest';
import { headline } from '../../../renderer/history/change-headline.ts';

const end = { field: 'endMinutes', before: 1020, after: 900 } as const;
const rejected = { field: 'isRejected', before: false, after: true } as const;

describe('the headline of a change', () => {
  it('lists only the fields when they are enough', () => {
    expect(headline({ kinds: ['times'], changes: [end] })).toMatchObject({ titles: [], fields: [end] });
  });

  it('contains “rejected” once', () => {
    expect(headline({ kinds: ['rejected', 'times'], changes: [end, rejected] })).toMatchObject({
      titles: ['rejected'],
      fields: [end],
    });
  });

  it('lists a field that no kind covers: unknown became not rejected', () => {
    const change = { field: 'isRejected', before: null, after: false } as const;
    expect(headline({ kinds: ['unchanged'], changes: [change] }).fields).toEqual([change]);
  });

  it('is only “new” or “deleted”, without listing every field', () => {
    expect(headline({ kinds: ['new', 'rejected'], changes: [rejected] })).toMatchObject({
      titles: ['new', 'rejected'],
      fields: [],
    });
    expect(headline({ kinds: ['deleted'], changes: [end] })).toMatchObject({ titles: ['deleted'], fields: [] });
  });

  it('names the new day of a one-day shift once', () => {
    const days = (field: 'from' | 'until', after = '2026-03-12') => ({ field, before: '2026-03-10', after });
    expect(headline({ kinds: ['dates'], changes: [days('from'), days('until')] })).toEqual({
      titles: [],
      fields: [days('from')],
      isOneDay: true,
    });
    const longer = headline({ kinds: ['dates'], changes: [days('from'), days('until', '2026-03-14')] });
    expect([longer.fields.length, longer.isOneDay]).toEqual([2, false]);
  });
});
