import { describe, expect, it } from 'vitest';
import { everything, isNarrowed, toFilters } from '../../../renderer/history/query.ts';

// A Wednesday; the tests run in Brussels.
const TODAY = '2026-03-11';

describe('what the planner chose, as a question', () => {
  it('asks for everything when nothing is chosen', () => {
    expect(toFilters(everything, TODAY)).toEqual({});
    expect(isNarrowed(everything)).toBe(false);
  });

  it('passes words without the space around them', () => {
    expect(toFilters({ ...everything, text: '  jan pee ' }, TODAY)).toEqual({ text: 'jan pee' });
    expect(toFilters({ ...everything, text: '   ' }, TODAY)).toEqual({});
  });

  it.each([
    ['today', '2026-03-11', '2026-03-11'],
    ['thisWeek', '2026-03-09', '2026-03-15'],
    ['nextWeek', '2026-03-16', '2026-03-22'],
    ['thisMonth', '2026-03-01', '2026-03-31'],
  ] as const)('means by %s the days %s to %s', (period, from, until) => {
    expect(toFilters({ ...everything, shift: { period, from: '', until: '' } }, TODAY)).toEqual({ from, until });
  });

  it('takes one bound alone', () => {
    const shift = { period: 'custom', from: '2026-04-01', until: '' } as const;
    expect(toFilters({ ...everything, shift }, TODAY)).toEqual({ from: '2026-04-01' });
  });

  it('ends a period of seeing after its last day, on the clock of the computer', () => {
    const seen = { period: 'custom', from: '2026-03-28', until: '2026-03-29' } as const;
    expect(toFilters({ ...everything, seen }, TODAY)).toEqual({
      seenFromMs: Date.parse('2026-03-28T00:00:00+01:00'),
      // Summer time began on the 29th.
      seenUntilMs: Date.parse('2026-03-30T00:00:00+02:00'),
    });
  });

  it('counts seven days with today', () => {
    const seen = { period: 'last7', from: '', until: '' } as const;
    expect(toFilters({ ...everything, seen }, TODAY)).toEqual({ seenFromMs: Date.parse('2026-03-05T00:00:00+01:00') });
  });

  it('means by yesterday exactly that day', () => {
    const seen = { period: 'yesterday', from: '', until: '' } as const;
    expect(toFilters({ ...everything, seen }, TODAY)).toEqual({
      seenFromMs: Date.parse('2026-03-10T00:00:00+01:00'),
      seenUntilMs: Date.parse('2026-03-11T00:00:00+01:00'),
    });
  });

  it('takes what a demo sends for live', () => {
    expect(toFilters({ ...everything, source: 'webhook' }, TODAY)).toEqual({ sources: ['webhook', 'demo'] });
    expect(isNarrowed({ ...everything, source: 'sync' })).toBe(true);
  });
});
