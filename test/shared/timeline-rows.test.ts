import { expect, it } from 'vitest';
import { packedRows, packRows, type TimelineRow, unpackRows } from '../../shared/timeline-rows.ts';

const range = { from: '2026-03-09', until: '2026-03-15' };
const row = (personId: number | null, more: Partial<TimelineRow> = {}): TimelineRow => ({
  personId,
  lanes: 1,
  nextStart: null,
  hasRejected: false,
  activityId: null,
  ...more,
});

it('packs and unpacks every row unchanged, in order', () => {
  const rows = [
    row(null),
    row(7, { lanes: 3, nextStart: '2026-03-10 01920', activityId: 'a' }),
    row(8, { hasRejected: true, nextStart: '2026-03-10 01920', activityId: 'b' }),
    row(9, { hasRejected: true, nextStart: '2026-03-11 01920', activityId: 'a' }),
    row(10, { activityId: '' }),
  ];
  const travelled = packedRows.parse(JSON.parse(JSON.stringify(packRows({ seq: 5, range, rows }))));
  expect(unpackRows(travelled)).toEqual({ seq: 5, range, rows });
});

it('stores repeated texts once', () => {
  const rows = Array.from({ length: 5000 }, (_, n) =>
    row(n, { nextStart: `2026-03-10 0${1900 + (n % 40)}`, activityId: `0a1b2c3d-0000-4000-8000-00000000000${n % 9}` }),
  );
  const packed = packRows({ seq: 1, range, rows });
  expect(packed.activities.values).toHaveLength(9);
  expect(JSON.stringify(packed).length).toBeLessThan(JSON.stringify(rows).length / 6);
});
