import { describe, expect, it } from 'vitest';
import { byShiftDay, countSegments, isInSegment, segmentOf } from '../../../renderer/rejections/segments.ts';
import type { Rejection } from '../../../shared/rejection.ts';

const rejection = (id: number, rest: Partial<Rejection> = {}): Rejection => ({
  id,
  assignmentId: 50_000 + id,
  personId: 1234,
  from: '2026-03-10',
  until: '2026-03-10',
  startMinutes: 480,
  endMinutes: 1020,
  breakMinutes: 30,
  comments: null,
  activityIds: [],
  state: 'open',
  seenAtMs: id * 1000,
  caughtUp: false,
  acknowledgedAtMs: null,
  withdrawnAtMs: null,
  snoozed: null,
  why: 'at-once',
  shown: null,
  ...rest,
});

it('separates open, muted and snoozed rejections and those outside the selection', () => {
  const aside = { snoozed: { untilMs: null } };
  const standings = [{}, { muted: true }, { muted: true, ...aside }, { muted: true, outsideSelection: true }].map(
    (rest, id) => segmentOf(rejection(id, rest)),
  );
  expect(standings).toEqual(['open', 'muted', 'snoozed', 'others']);
});

describe('rejections by the day of the shift', () => {
  it('puts the day with the newest rejection first, and the newest first within a day', () => {
    const list = [rejection(1, { from: '2026-03-12' }), rejection(2), rejection(3, { from: '2026-03-12' })];
    expect(byShiftDay(list).map((r) => r.id)).toEqual([3, 1, 2]);
  });

  it('puts the soonest shift first among those found at the same time', () => {
    const list = [rejection(1, { from: '2026-03-20', seenAtMs: 5 }), rejection(2, { from: '2026-03-11', seenAtMs: 5 })];
    expect(byShiftDay(list).map((r) => r.id)).toEqual([2, 1]);
  });

  it('counts each state and the total', () => {
    const list = [rejection(1), rejection(2), rejection(3, { state: 'withdrawn', snoozed: null })];
    expect(countSegments(list)).toEqual({
      muted: 0,
      snoozed: 0,
      others: 0,
      open: 2,
      acknowledged: 0,
      withdrawn: 1,
      all: 3,
    });
  });

  it('shows every state under all', () => {
    expect(isInSegment('all', { state: 'withdrawn', snoozed: null })).toBe(true);
    expect(isInSegment('open', { state: 'withdrawn', snoozed: null })).toBe(false);
  });
});

it('counts snoozed rejections separately, not as open', () => {
  const open = rejection(1);
  const aside = { ...rejection(2), snoozed: { untilMs: null } };
  expect(countSegments([open, aside])).toMatchObject({ open: 1, snoozed: 1, all: 2 });
  expect(isInSegment('open', aside)).toBe(false);
  // An acknowledged or withdrawn rejection stays in its segment, even when it was snoozed or muted before.
  expect(isInSegment('withdrawn', { ...aside, state: 'withdrawn' })).toBe(true);
});
