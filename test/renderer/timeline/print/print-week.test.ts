import { describe, expect, it } from 'vitest';
import { MAX_PRINTED_ROWS, readWeek } from '../../../../renderer/timeline/print/print-week.ts';
import { createFakePlanner } from '../../../fakes/fake-planner.ts';

const now = () => Date.parse('2026-03-10T09:00:00Z');

describe('a printed week', () => {
  it('contains the week of the day, in row order, each shift on each of its days', async () => {
    const planner = createFakePlanner({ people: 40, now });
    const several = [...planner.assignments.values()].find(
      (a) => a.until !== null && a.from < a.until && a.from >= '2026-03-09' && a.until <= '2026-03-15',
    );
    const key = several?.personId ?? null;
    const week = await readWeek(planner.bridge, [key, 1001], '2026-03-11', {});
    expect(week.range).toEqual({ from: '2026-03-09', until: '2026-03-15' });
    expect(week.rows.map((r) => r.key)).toEqual([key, 1001]);
    const days = week.rows[0]?.days.flatMap((d, n) => (d.some((a) => a.id === several?.id) ? [n] : []));
    expect(days).toHaveLength(3);
  });

  it('is limited in length, and states the total', async () => {
    const planner = createFakePlanner({ people: 600, now });
    const week = await readWeek(
      planner.bridge,
      planner.people.map((p) => p.id),
      '2026-03-11',
      {},
    );
    expect([week.rows.length, week.total]).toEqual([MAX_PRINTED_ROWS, 600]);
  });
});
