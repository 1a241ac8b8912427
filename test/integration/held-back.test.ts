import { describe, expect, it } from 'vitest';
import type { DemoTenantOptions } from '../../electron/demo/options.ts';
import { addDays, dayOf } from '../../shared/time.ts';
import { startRelay } from '../fakes/relay/relay.ts';
import { runJsonCommand, tempDir } from './app.ts';
import { startCore } from './core.ts';
import { installFakeTime } from './fake-time.ts';
import { asPlan, destinationOf, expectedPlan, startProtime } from './protime.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** The app is live through a relay, which can hold back deliveries although it passes the app's own messages on. */
const start = async (options: DemoTenantOptions = {}) => {
  const time = installFakeTime();
  const relay = await startRelay();
  const tenant = await startProtime({ people: 2, ...options });
  const data = tempDir();
  const core = await startCore({ tenant, data, tunnelHost: relay.url });
  const isLive = async () => {
    const { state, busy } = await core.status();
    return state === 'live' && !busy;
  };
  await time.advanceUntil('live', isLive, 2 * MINUTE);
  const today = dayOf(Date.now());
  const person = tenant.people()[0];
  const create = (from: string) =>
    tenant.upsert({ person: person ? { id: person.id } : null, from, until: from, startTimeInMinutes: 480 }).id;
  const near = create(addDays(today, 1));
  const far = create(addDays(today, 40));
  await tenant.idle();
  await time.advance(2 * SECOND);
  core.notifications.length = 0;
  const swallow = () => relay.setFaults({ swallow: new URL(destinationOf(tenant).url).pathname });
  const isNotified = (id: number) => () =>
    core.planEvents.some(({ event, assignmentId }) => event === 'rejected' && assignmentId === id);
  const plan = async () => asPlan(await runJsonCommand('plan', data));
  return { time, relay, tenant, data, core, isLive, create, near, far, swallow, isNotified, plan, today };
};

describe('a relay that answers deliveries itself while it passes heartbeats on', () => {
  it('cannot hide a rejection of tomorrow: it is notified within the stated time, and live is not said until one arrives', async () => {
    const { time, relay, tenant, data, core, near, far, swallow, isNotified, plan } = await start();
    swallow();
    tenant.reject(near);
    await tenant.idle();
    const { compare } = await core.status();
    await time.advanceUntil('the rejection', isNotified(near), (compare?.nearMinutes ?? 0) * MINUTE);
    expect(core.notifications.map(({ tag, why }) => [tag.split('-')[0], why])).toEqual([['rejection', 'at-once']]);
    await time.advance(SECOND);
    const found = await core.status();
    expect([found.state, found.doubt?.reason, found.heartbeat.state]).toEqual(['late', 'not-arrived', 'ok']);
    expect(found.unapplied.notArrived.count).toBe(1);
    expect(await plan()).toEqual(expectedPlan(tenant, new Set([near, far])));

    // A restart reads the plan, which does not show that messages arrive.
    await core.monitor.close();
    const restarted = await startCore({ tenant, data, tunnelHost: relay.url });
    await time.advance(2 * MINUTE);
    const { state, doubt, unapplied } = await restarted.status();
    expect([state, doubt?.reason, unapplied.notArrived.count]).toEqual(['late', 'not-arrived', 1]);
    expect(restarted.states).not.toContain('live');

    // Nothing else happens: it does not say live by itself.
    await time.advance(20 * MINUTE);
    expect(restarted.states).not.toContain('live');
    const connectionNotices = () =>
      restarted.notifications.flatMap(({ tag, title }) => (tag === 'connection' ? [title] : []));
    expect(connectionNotices()).toEqual(['The plan may be incomplete']);
    relay.setFaults();
    tenant.upsert({ id: far, comments: 'arrives' });
    await time.advanceUntil('live', async () => (await restarted.status()).state === 'live', MINUTE);
    expect((await restarted.status()).unapplied.notArrived.count).toBe(0);
    expect(connectionNotices()).toEqual(['The plan may be incomplete', 'The plan is up to date again']);
  });

  it('cannot hide one of another day longer than the other time that is stated', async () => {
    const { time, tenant, data, core, far, swallow, isNotified, create, plan, today, near } = await start();
    await time.advance(7 * MINUTE);
    swallow();
    tenant.reject(far);
    tenant.remove(near);
    const added = create(addDays(today, 20));
    const past = tenant.assignments().find(({ from }) => from === addDays(today, -5))?.id ?? 0;
    tenant.upsert({ id: past, from: addDays(today, 30), until: addDays(today, 30) });
    await tenant.idle();
    const { compare } = await core.status();
    await time.advanceUntil('the rejection', isNotified(far), (compare?.farMinutes ?? 0) * MINUTE);
    await time.advance((compare?.farMinutes ?? 0) * MINUTE);
    expect(await plan()).toEqual(expectedPlan(tenant, new Set([far, added, past])));
    expect((await core.status()).unapplied.notArrived.count).toBe(4);
    const [newest] = await runJsonCommand('search', data, '--limit', '1');
    expect(newest).toMatchObject({ source: 'sync', outcome: 'applied' });
  });

  it('is not suspected because of a delivery that is under way', async () => {
    const { time, tenant, core, near, isLive, isNotified } = await start();
    await time.advance(4 * MINUTE + 30 * SECOND);
    tenant.pauseDeliveries();
    tenant.reject(near);
    // Compared at five minutes.
    await time.advance(100 * SECOND);
    expect(isNotified(near)()).toBe(false);
    tenant.resumeDeliveries();
    await time.advanceUntil('the rejection', isNotified(near), 5 * SECOND);
    await time.advance(10 * MINUTE);
    expect((await core.status()).unapplied.notArrived.count).toBe(0);
    expect(await isLive()).toBe(true);
  });
});

describe('the budget of requests', () => {
  it('is not exceeded within any hour of a day without events', async () => {
    const { time, tenant, core, isLive } = await start();
    await time.advance(24 * HOUR);
    const sentAtMs = tenant.requests.map(({ atMs }) => atMs);
    const usedAt = (nowMs: number) => sentAtMs.filter((ms) => ms <= nowMs && nowMs - ms < HOUR).length;
    expect(Math.max(...sentAtMs.map(usedAt))).toBeLessThanOrEqual(240);
    const { requests } = await core.status();
    expect(requests).toEqual({ lastHour: usedAt(Date.now()), perHour: 240 });
    expect(await isLive()).toBe(true);
  });

  it.each([true, false])('is used for lists that may not have changed (ETags: %s)', async (etags) => {
    const { time, tenant, isLive } = await start({ etags });
    await time.advance(30 * MINUTE);
    const lists = tenant.requests.filter(({ path }) => path.includes('/assignments?'));
    const conditional = lists.filter(({ headers }) => headers['if-none-match'] !== undefined);
    // Of today and tomorrow from the second time on, of the others in turn.
    expect(conditional.length >= 5).toBe(etags);
    expect(await isLive()).toBe(true);
  });

  it('is halved for an hour after a 429', async () => {
    const { time, tenant, core } = await start();
    tenant.faults.set({ path: '/assignments', status: 429, retryAfterSeconds: 5, times: 1 });
    await time.advanceUntil('the 429', async () => (await core.status()).requests.perHour === 120, 10 * MINUTE);
    await time.advance(61 * MINUTE);
    expect((await core.status()).requests).toMatchObject({ perHour: 240 });
  });
});
