import { expect, it, onTestFinished } from 'vitest';
import { openQueries } from '../../../../electron/database/queries.ts';
import { pushed, remove, upsert } from '../../ingest/core.ts';
import { startFile } from '../files.ts';

const start = () => {
  const core = startFile();
  const queries = openQueries(core.path);
  onTestFinished(() => queries.close());
  return { ...core, ...queries };
};
const MARCH_10 = { from: '2026-03-10', until: '2026-03-10' };

it('returns one row per person, with lanes for overlaps and the next shift', () => {
  const { apply, timeline } = start();
  apply(upsert(1, 'A'), pushed());
  apply(upsert(2, 'A', { startTimeInMinutes: 900, endTimeInMinutes: 1200, isRejected: true }), pushed());
  apply(upsert(3, 'A', { startTimeInMinutes: 1200, endTimeInMinutes: 1300 }), pushed());
  apply(upsert(4, 'A', { person: null }), pushed());
  apply(upsert(5, 'A', { person: { id: 8 } }), pushed());
  apply(remove(5, 'B'), pushed());
  const { seq, rows } = timeline.rows(MARCH_10, '2026-03-10');
  expect(seq).toBe(6);
  expect(rows).toMatchObject([
    { personId: 7, lanes: 2, nextStart: '2026-03-10 01920', hasRejected: true },
    { personId: null, lanes: 1, nextStart: '2026-03-10 01920', hasRejected: false },
  ]);
});

it('includes shifts over midnight, but none entirely on the day before or after', () => {
  const { apply, timeline } = start();
  const day = (from: string) => ({ from, until: from });
  apply(upsert(1, 'A', { ...day('2026-03-09'), startTimeInMinutes: 1320, endTimeInMinutes: 1800 }), pushed());
  apply(
    upsert(2, 'A', { ...day('2026-03-11'), person: { id: 8 }, startTimeInMinutes: -120, endTimeInMinutes: 360 }),
    pushed(),
  );
  apply(upsert(3, 'A', { ...day('2026-03-09'), person: { id: 9 } }), pushed());
  apply(upsert(4, 'A', { from: '2026-01-01', until: null, person: { id: 10 } }), pushed());
  const ids = timeline.rows(MARCH_10, '2026-03-10').rows.map(({ personId }) => personId);
  expect(ids.toSorted()).toEqual([10, 7, 8]);
  const { assignments } = timeline.snapshot(MARCH_10, [7, 8, 10, null]);
  expect(assignments.map(({ id }) => id).sort()).toEqual([1, 2, 4]);
});
