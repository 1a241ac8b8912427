import { describe, expect, it } from 'vitest';
import { fromPage, withMore, withNewest } from '../../../renderer/history/merge-results.ts';
import type { ChangeEntry } from '../../../shared/change-event.ts';

const entry = (seq: number): ChangeEntry => ({
  seq,
  assignmentId: 1,
  changeVersion: String(seq),
  kinds: ['times'],
  source: 'webhook',
  outcome: 'applied',
  personId: 1,
  from: '2026-03-10',
  until: '2026-03-10',
  startMinutes: 480,
  endMinutes: 1020,
  seenAtMs: seq * 1000,
  changes: [],
});
const page = (seqs: number[], nextBefore: number | null = null) => ({ entries: seqs.map(entry), nextBefore });
const seqs = ({ entries }: { entries: readonly ChangeEntry[] }) => entries.map((e) => e.seq);

describe('merging results', () => {
  it('appends the next page, each change once', () => {
    const results = withMore(fromPage(page([9, 8, 7], 7)), page([7, 6, 5], 5));
    expect([seqs(results), results.next?.nextBefore]).toEqual([[9, 8, 7, 6, 5], 5]);
  });

  it('continues by shift, where a later page may hold newer changes', () => {
    const first = fromPage({ ...page([4, 9], 9), nextBeforeDay: '2026-03-10' }, 12);
    const results = withMore(first, { ...page([9, 12, 2], 2), nextBeforeDay: '' });
    expect([seqs(results), results.next, results.newestSeq]).toEqual([
      [4, 9, 12, 2],
      { nextBefore: 2, nextBeforeDay: '' },
      12,
    ]);
  });

  it('adds new changes on top and keeps the position for loading older ones', () => {
    const results = withNewest(fromPage(page([9, 8, 7], 7)), page([11, 10, 9], 9));
    expect([seqs(results), results.next?.nextBefore]).toEqual([[11, 10, 9, 8, 7], 7]);
  });

  it('is the same object when nothing is new, so that nothing is re-rendered', () => {
    const results = fromPage(page([9, 8], null));
    expect(withNewest(results, page([9, 8], null))).toBe(results);
  });

  it('starts over when more than one page is new, because changes between would be missing', () => {
    const results = withNewest(fromPage(page([9, 8, 7], 7)), page([30, 29, 28], 28));
    expect([seqs(results), results.next?.nextBefore]).toEqual([[30, 29, 28], 28]);
  });

  it('accepts a first result', () => {
    expect(seqs(withNewest(fromPage(page([])), page([1])))).toEqual([1]);
  });
});
