import { afterEach, describe, expect, it, vi } from 'vitest';
import type { DemoAssignment } from '../../../electron/demo/assignments.ts';
import { createDemoTenant, type DemoTenant } from '../../../electron/demo/tenant.ts';
import { eventually } from '../../eventually.ts';
import { eventsIn, NOW_MS, startDestination, startTenant } from './demo-client.ts';

const byId = (tenant: DemoTenant): Map<number, DemoAssignment> =>
  new Map(tenant.assignments().map((assignment) => [assignment.id, assignment]));

afterEach(() => vi.useRealTimers());

describe('the stream of changes of the demo tenant', () => {
  it('rejects within 20 s, then every minute at the latest, and withdraws some', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await using tenant = await createDemoTenant({ now: () => NOW_MS });
    const rejectedAtS: number[] = [];
    let [withdrawn, changed] = [0, 0];
    for (let second = 1; second <= 1200; second += 1) {
      const before = byId(tenant);
      vi.advanceTimersByTime(1000);
      for (const [id, now] of byId(tenant)) {
        const was = before.get(id);
        if (was?.changeVersion !== now.changeVersion) changed += 1;
        if (was && !was.isRejected && now.isRejected) rejectedAtS.push(second);
        if (was?.isRejected && !now.isRejected) withdrawn += 1;
      }
    }
    const waits = rejectedAtS.map((second, at) => second - (rejectedAtS[at - 1] ?? 0));
    expect(waits[0]).toBeLessThanOrEqual(20);
    expect(Math.max(...waits)).toBeLessThanOrEqual(60);
    expect(withdrawn).toBeGreaterThan(2);
    expect(changed).toBeGreaterThan(300);
    expect(changed).toBeLessThan(600);
  });

  it('changes mostly visible assignments, and every field a planner can change', async () => {
    const { tenant } = await startTenant({ now: () => NOW_MS });
    const seen = new Set<string>();
    let [onScreen, elsewhere] = [0, 0];
    const note = (what: string, { from }: DemoAssignment): void => {
      seen.add(what);
      if (from >= '2026-06-15' && from <= '2026-06-28') onScreen += 1;
      else elsewhere += 1;
    };
    for (let count = 0; count < 400; count += 1) {
      const before = byId(tenant);
      tenant.applyRandomChange();
      const after = byId(tenant);
      for (const [id, was] of before) if (!after.has(id)) note('deleted', was);
      for (const [id, now] of after) {
        const was = before.get(id);
        if (!was) note('new', now);
        else if (was.changeVersion !== now.changeVersion) {
          const fields = Object.keys(now) as (keyof DemoAssignment)[];
          const changed = fields.filter((key) => key !== 'changeVersion' && was[key] !== now[key]);
          for (const field of changed.length > 0 ? changed : ['nothing']) note(field, now);
        }
      }
    }
    const expected = [
      'new',
      'deleted',
      'nothing',
      'from',
      'startTimeInMinutes',
      'comments',
      'person',
      'activityLevels',
    ];
    expect([...seen]).toEqual(expect.arrayContaining(expected));
    expect(onScreen).toBeGreaterThan(elsewhere * 4);
  });

  it('follows the documentation', async () => {
    const { tenant } = await startTenant({ now: () => NOW_MS });
    for (let count = 0; count < 1500; count += 1) tenant.applyRandomChange();
    const wrong = tenant.assignments().filter(({ from, until, startTimeInMinutes: start, endTimeInMinutes: end }) => {
      const outside = start !== null && end !== null && (start < -1440 || end > 2880 || start >= end);
      return outside || (until !== null && until < from);
    });
    expect(wrong).toEqual([]);
  });

  it('pushes exactly what the API returns', async () => {
    const { tenant, createWebhook } = await startTenant({ duplicateRatio: 0.2 });
    const destination = await startDestination();
    await createWebhook(destination.url);
    const plan = byId(tenant);
    tenant.startStream(2);
    await eventually(() => expect(destination.received.length).toBeGreaterThan(150));
    tenant.stopStream();
    await tenant.idle();
    const versions = new Map([...plan].map(([id, { changeVersion }]) => [id, changeVersion]));
    const deleted = new Set<number>();
    for (const { changeType, data } of destination.received.flatMap(eventsIn)) {
      if ((versions.get(data.id) ?? '') >= data.changeVersion) continue;
      versions.set(data.id, data.changeVersion);
      if (changeType === 'Delete') deleted.add(data.id);
    }
    for (const id of deleted) versions.delete(id);
    expect(versions).toEqual(new Map([...byId(tenant)].map(([id, { changeVersion }]) => [id, changeVersion])));
  });
});
