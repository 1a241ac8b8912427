import { expect, it } from 'vitest';
import { addMonths, dayOf } from '../../shared/time.ts';
import { freePort, runJsonCommand, tempDir, until } from './app.ts';
import { startCore } from './core.ts';
import { asPlan, changeEvent, deliver, destinationOf, expectedPlan, removeEvents, startProtime } from './protime.ts';

const start = async () => {
  const tenant = await startProtime({ people: 2, pageSize: 30 });
  const data = tempDir();
  const core = await startCore({ tenant, data, receiverPort: await freePort(), heartbeatIntervalMs: 200 });
  await core.state('live');
  tenant.pauseDeliveries();
  const inSight = expectedPlan(tenant).map(({ id }) => id);
  const plan = async () => asPlan(await runJsonCommand('plan', data));
  const inPlan = async (id: number) => (await plan()).find((each) => each.id === id);
  return { tenant, data, core, inSight, plan, inPlan };
};
const FAR = addMonths(dayOf(Date.now()), 6);

it('does not change assignments outside the window, except those that moved there', async () => {
  const { tenant, core, inSight, inPlan } = await start();
  const [moved = 0, vanished = 0] = inSight;
  const far = changeEvent(tenant, { person: { id: 1001 }, from: FAR, until: FAR, comments: 'far' });
  expect(await deliver(destinationOf(tenant), far)).toBe(204);
  await until('the far one', () => inPlan(far.data.id));
  tenant.upsert({ id: moved, from: FAR, until: FAR });
  removeEvents(tenant, vanished);
  core.monitor.recheck('network');
  await until('the one that vanished to go', async () => (await inPlan(vanished)) === undefined);
  expect(await inPlan(moved)).toMatchObject({ from: FAR });
  expect(await inPlan(far.data.id)).toMatchObject({ comments: 'far' });
});

it('writes only confirmed changes when it fails half-way, and the rest when it succeeds', async () => {
  const { tenant, data, core, inSight, plan, inPlan } = await start();
  const first = inSight[0] ?? 0;
  const vanished = inSight[1] ?? 0;
  const last = inSight.at(-1) ?? 0;
  tenant.upsert({ id: first, comments: 'on the first page' });
  tenant.upsert({ id: last, comments: 'on the last page' });
  removeEvents(tenant, vanished);
  const before = (await plan()).length;
  // The first page comes, the second does not, however often it is asked for.
  tenant.faults.set({ method: 'GET', path: '/assignments', delayMs: 1, times: 1 });
  tenant.faults.set({ method: 'GET', path: '/assignments', drop: 'request' });
  const furtherPages = () => tenant.requests.filter(({ path }) => path.includes('continuationToken')).length;
  const asked = furtherPages();
  core.monitor.recheck('network');
  await until('the first page', async () => JSON.stringify(await plan()).includes('on the first page'));
  await until('the second page to be given up', () => furtherPages() >= asked + 4);
  expect((await plan()).length).toBe(before);
  expect(await inPlan(vanished)).toBeDefined();
  expect(core.notifications.map(({ tag }) => tag)).not.toContain('caught-up');
  tenant.faults.clear();
  core.monitor.recheck('network');
  await expect.poll(plan).toEqual(expectedPlan(tenant));
  const found = (await runJsonCommand('search', data, '--limit', '1000')).filter(({ source }) => source === 'sync');
  expect(found.map(({ assignmentId, kind }) => [assignmentId, kind])).toEqual(
    expect.arrayContaining([[vanished, expect.anything()]]),
  );
});

it('counts no heartbeat as a delivery', async () => {
  const { core } = await start();
  const { heartbeat } = await core.status();
  await until('five more', async () => {
    const { lastOkAtMs } = (await core.status()).heartbeat;
    return (lastOkAtMs ?? 0) - (heartbeat.lastOkAtMs ?? 0) >= 1000;
  });
  const { today, lastEventAtMs } = await core.status();
  expect([today.deliveries, today.unrecognised, today.refused, lastEventAtMs]).toEqual([0, 0, 0, null]);
});
