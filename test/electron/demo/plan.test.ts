import { describe, expect, it } from 'vitest';
import { addDays } from '../../../electron/demo/calendar.ts';
import { createDemoTenant } from '../../../electron/demo/tenant.ts';
import { NOW_MS } from './demo-client.ts';

const DAY_MS = 86_400_000;

const planAt = async (nowMs: number, seed?: number) => {
  await using tenant = await createDemoTenant({
    now: () => nowMs,
    liveEveryMs: 0,
    ...(seed !== undefined && { seed }),
  });
  return { people: tenant.people(), assignments: tenant.assignments() };
};

describe('the plan of the demo tenant', () => {
  it('is the same for the same seed and differs for another seed', async () => {
    expect(await planAt(NOW_MS)).toEqual(await planAt(NOW_MS));
    expect(await planAt(NOW_MS, 7)).not.toEqual(await planAt(NOW_MS));
  });

  it('contains the same assignments a week later, with newer versions', async () => {
    const [before, after] = [await planAt(NOW_MS), await planAt(NOW_MS + 7 * DAY_MS)];
    const later = new Map(after.assignments.map((assignment) => [assignment.id, assignment]));
    const kept = before.assignments.filter(({ id }) => later.has(id));
    expect(kept.length).toBeGreaterThan(before.assignments.length * 0.9);
    for (const { changeVersion, isRejected: _, ...rest } of kept) {
      expect(later.get(rest.id)).toMatchObject(rest);
      expect((later.get(rest.id)?.changeVersion ?? '') > changeVersion).toBe(true);
    }
  });

  it('covers eight weeks back to three months ahead for forty people with distinct names', async () => {
    const { people, assignments } = await planAt(NOW_MS);
    const days = assignments.map(({ from }) => from).toSorted();
    expect(new Set(people.map(({ firstName, lastName }) => `${firstName} ${lastName}`)).size).toBe(40);
    expect((days[0] ?? '') <= '2026-04-21').toBe(true);
    expect((days.at(-1) ?? '') >= '2026-09-16').toBe(true);
    expect(new Set(assignments.map(({ person }) => person?.id)).size).toBe(40);
    expect(assignments.length).toBeGreaterThan(2000);
  });

  it('contains every kind of shift', async () => {
    const { assignments } = await planAt(NOW_MS);
    const has = (what: (assignment: (typeof assignments)[number]) => boolean) => assignments.filter(what).length;
    const isTimed = (start: number, end: number) => (a: (typeof assignments)[number]) =>
      a.startTimeInMinutes === start && a.endTimeInMinutes === end;
    const counts = {
      early: has(isTimed(360, 840)),
      late: has(isTimed(840, 1320)),
      night: has(isTimed(1320, 1800)),
      nightBefore: has(isTimed(-120, 360)),
      withoutTimes: has(({ startTimeInMinutes }) => startTimeInMinutes === null),
      multiDay: has(({ from, until }) => until !== null && until > from),
      openEnded: has(({ until }) => until === null),
      commented: has(({ comments }) => comments !== null),
      secondLevel: has(({ activityLevels }) => activityLevels.length === 2),
    };
    expect(Object.entries(counts).filter(([, count]) => count === 0)).toEqual([]);
    const rejected = assignments.filter(({ isRejected }) => isRejected);
    expect(rejected.length).toBeGreaterThan(1);
    expect(rejected.every(({ from }) => from > '2026-06-16' && from <= addDays('2026-06-16', 12))).toBe(true);
    const isWeekend = ({ from }: { from: string }) => [0, 6].includes(new Date(from).getUTCDay());
    expect(has(isWeekend)).toBeLessThan(has((assignment) => !isWeekend(assignment)) / 5);
  });
});
