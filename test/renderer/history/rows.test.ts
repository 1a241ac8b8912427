import { describe, expect, it } from 'vitest';
import {
  groupByDay,
  type HistoryRow,
  idOf,
  placedRows,
  rowsByDay,
  rowsByShift,
} from '../../../renderer/history/rows.ts';
import type { ChangeEntry } from '../../../shared/change-event.ts';
import type { Gap } from '../../../shared/connection.ts';

const at = (text: string): number => Date.parse(`2026-03-${text}:00+01:00`);
const entry = (seq: number, seenAt: string): ChangeEntry => ({
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
  seenAtMs: at(seenAt),
  changes: [],
});
const gap = (from: string, until: string | null, found: number | null = 3): Gap => ({
  fromMs: at(from),
  untilMs: until === null ? null : at(until),
  found,
});
const name = (row: HistoryRow) => (row.kind === 'gap' ? 'gap' : row.entry.seq);
const days = (entries: ChangeEntry[], gaps: Gap[], rest: { isComplete?: boolean; seenFromMs?: number } = {}) =>
  rowsByDay(entries, { gaps, isComplete: true, nowMs: at('11T12:00'), ...rest }).map(({ day, rows }) => [
    day,
    rows.map(name),
  ]);

describe('the rows of the history', () => {
  it('stand under the day on which they were seen', () => {
    expect(days([entry(3, '11T00:10'), entry(2, '10T23:50'), entry(1, '10T08:00')], [])).toEqual([
      ['2026-03-11', [3]],
      ['2026-03-10', [2, 1]],
    ]);
  });

  it('show a gap between the changes found after it and those seen before it', () => {
    const found = entry(2, '11T07:41');
    expect(days([found, entry(1, '10T18:00')], [gap('10T18:02', '11T07:41')])).toEqual([
      ['2026-03-11', [2, 'gap']],
      ['2026-03-10', [1]],
    ]);
  });

  it('show an open gap on top', () => {
    expect(days([entry(1, '11T09:00')], [gap('11T10:00', null, null)])).toEqual([['2026-03-11', ['gap', 1]]]);
  });

  it('leave out a short gap without missed changes, and keep one with missed changes', () => {
    const short = (found: number): Gap => ({ fromMs: at('11T08:00'), untilMs: at('11T08:00') + 5000, found });
    expect(days([entry(1, '11T09:00')], [short(0)])).toEqual([['2026-03-11', [1]]]);
    expect(days([entry(1, '11T09:00')], [short(2)])).toEqual([['2026-03-11', [1, 'gap']]]);
  });

  it('show a gap only once older changes are loaded', () => {
    const gaps = [gap('10T01:00', '10T02:00')];
    expect(days([entry(5, '11T09:00')], gaps, { isComplete: false })).toEqual([['2026-03-11', [5]]]);
    expect(days([entry(5, '11T09:00')], gaps)).toEqual([
      ['2026-03-11', [5]],
      ['2026-03-10', ['gap']],
    ]);
  });

  it('show only gaps inside the requested period', () => {
    const gaps = [gap('09T01:00', '09T02:00')];
    expect(days([entry(5, '11T09:00')], gaps, { seenFromMs: at('10T00:00') })).toEqual([['2026-03-11', [5]]]);
  });

  it('stand under the day of their shift when they are ordered by it', () => {
    const of = (seq: number, from: string | null) => ({ ...entry(seq, '10T08:00'), from });
    expect(
      rowsByShift([of(1, '2026-03-12'), of(7, '2026-03-12'), of(3, '2026-03-09'), of(2, null)]).map(({ day, rows }) => [
        day,
        rows.map(name),
      ]),
    ).toEqual([
      ['2026-03-12', [1, 7]],
      ['2026-03-09', [3]],
      [null, [2]],
    ]);
  });

  it('can be flattened into rows with unique ids and grouped by day again', () => {
    const made = rowsByDay([entry(2, '11T09:00'), entry(1, '10T08:00')], {
      gaps: [gap('10T01:00', '10T02:00')],
      isComplete: true,
      nowMs: at('11T12:00'),
    });
    expect(groupByDay(placedRows(made))).toEqual(made);
    expect(placedRows(made).map(idOf)).toEqual([2, 1, `gap-${at('10T01:00')}`]);
  });
});
