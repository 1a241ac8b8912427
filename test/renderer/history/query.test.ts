import { describe, expect, it } from 'vitest';
import {
  applyChange,
  emptyQuery,
  isNarrowed,
  isPeriodOnly,
  isSame,
  sourceChoiceOf,
  toFilters,
  withoutChips,
} from '../../../renderer/history/query.ts';

// A Wednesday; the tests run in Brussels.
const TODAY = '2026-03-11';

describe('the search request', () => {
  it('has no filters when nothing is chosen', () => {
    expect(toFilters(emptyQuery, TODAY)).toEqual({});
    expect([isNarrowed(emptyQuery), isPeriodOnly(emptyQuery)]).toEqual([false, true]);
  });

  it('passes words without the space around them', () => {
    expect(toFilters({ text: '  jan pee ' }, TODAY)).toEqual({ text: 'jan pee' });
    expect(toFilters({ text: '   ' }, TODAY)).toEqual({});
  });

  it('resolves a named period on the current day', () => {
    expect(toFilters({ shiftPeriod: 'nextWeek', seenPeriod: 'yesterday' }, TODAY)).toEqual({
      from: '2026-03-16',
      until: '2026-03-22',
      seenFromMs: Date.parse('2026-03-10T00:00:00+01:00'),
      seenUntilMs: Date.parse('2026-03-11T00:00:00+01:00'),
    });
  });

  it('drops cleared filters', () => {
    const query = applyChange(
      { text: 'jan', kinds: ['new'], personId: 7 },
      { text: '', kinds: [], personId: undefined },
    );
    expect(query).toEqual({});
  });

  it('does not depend on the order of its filters or on spaces around its words', () => {
    expect(isSame({ text: 'jan ', kinds: ['new'] }, { kinds: ['new'], order: 'seen', text: 'jan' })).toBe(true);
    expect(isSame({ text: 'jan' }, { text: 'jan', order: 'shift' })).toBe(false);
    expect(isSame({ kinds: ['new'] }, { kinds: ['new', 'deleted'] })).toBe(false);
  });

  it('keeps words and sort order when filters are cleared', () => {
    expect(withoutChips({ text: 'jan', order: 'shift', personId: 7, shiftPeriod: 'today' })).toEqual({
      text: 'jan',
      order: 'shift',
    });
    expect(isNarrowed({ text: 'jan', order: 'shift' })).toBe(false);
  });

  it('counts demo events as delivered', () => {
    expect(sourceChoiceOf({ sources: ['webhook', 'demo'] })).toBe('webhook');
    expect(sourceChoiceOf({ sources: ['sync'] })).toBe('sync');
    expect(sourceChoiceOf({})).toBe(undefined);
  });

  it('a search by time seen alone lists every change, so gaps are shown; other searches hide them', () => {
    expect(isPeriodOnly({ seenPeriod: 'last7' })).toBe(true);
    for (const query of [{ text: 'jan' }, { personId: 7 }, { order: 'shift' as const }])
      expect(isPeriodOnly(query)).toBe(false);
  });
});
