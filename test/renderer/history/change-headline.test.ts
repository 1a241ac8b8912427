import { describe, expect, it } from 'vitest';
import { headline } from '../../../renderer/history/change-headline.ts';

const end = { field: 'endMinutes', before: 1020, after: 900 } as const;
const rejected = { field: 'isRejected', before: false, after: true } as const;

describe('a change in words', () => {
  it('lists only the fields when they are enough', () => {
    expect(headline({ kinds: ['times'], changes: [end] })).toMatchObject({ titles: [], fields: [end] });
  });

  it('says rejected once', () => {
    expect(headline({ kinds: ['rejected', 'times'], changes: [end, rejected] })).toMatchObject({
      titles: ['rejected'],
      fields: [end],
    });
  });

  it('keeps a field that no kind names: unknown became not rejected', () => {
    const told = { field: 'isRejected', before: null, after: false } as const;
    expect(headline({ kinds: ['unchanged'], changes: [told] }).fields).toEqual([told]);
  });

  it('says new and deleted without listing every field', () => {
    expect(headline({ kinds: ['new', 'rejected'], changes: [rejected] })).toMatchObject({
      titles: ['new', 'rejected'],
      fields: [],
    });
    expect(headline({ kinds: ['deleted'], changes: [end] })).toMatchObject({ titles: ['deleted'], fields: [] });
  });

  it('says once that a shift of one day went to another day', () => {
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
