import { describe, expect, it } from 'vitest';
import { headline } from '../../../renderer/history/change-words.ts';

const end = { field: 'endMinutes', before: 1020, after: 900 } as const;
const rejected = { field: 'isRejected', before: false, after: true } as const;

describe('a change in words', () => {
  it('needs only its fields when they say it all', () => {
    expect(headline({ kinds: ['times'], changes: [end] })).toEqual({ titles: [], fields: [end] });
  });

  it('says rejected once', () => {
    expect(headline({ kinds: ['rejected', 'times'], changes: [end, rejected] })).toEqual({
      titles: ['rejected'],
      fields: [end],
    });
  });

  it('keeps a field that no kind names: unknown became not rejected', () => {
    const told = { field: 'isRejected', before: null, after: false } as const;
    expect(headline({ kinds: ['unchanged'], changes: [told] }).fields).toEqual([told]);
  });

  it('says new and deleted without listing every field', () => {
    expect(headline({ kinds: ['new', 'rejected'], changes: [rejected] })).toEqual({
      titles: ['new', 'rejected'],
      fields: [],
    });
    expect(headline({ kinds: ['deleted'], changes: [end] })).toEqual({ titles: ['deleted'], fields: [] });
  });
});
