import { describe, expect, it } from 'vitest';
import type { DemoTenantOptions } from '../../electron/demo/options.ts';
import { startRelay } from '../fakes/relay/relay.ts';
import { runJsonCommand, tempDir } from './app.ts';
import { type Core, startCore } from './core.ts';
import { type FakeTime, installFakeTime } from './fake-time.ts';
import { asPlan, expectedPlan, removeEvents, startProtime } from './protime.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The real app, the real localtunnel client and a relay; a provider; and a clock that the test advances. */
const world = async (options: DemoTenantOptions = {}) => {
  const time = installFakeTime();
  const relay = await startRelay();
  const tenant = await startProtime({
    people: 2,
    retryDelaysMs: [1, 5, 15, 60, 300, 900].map((s) => s * SECOND),
    ...options,
  });
  const data = tempDir();
  const start = () => startCore({ tenant, data, tunnelHost: relay.url });
  // What is rejected already in the plan of this day cannot be rejected once more.
  const ids = tenant.assignments().flatMap(({ id, isRejected }) => (isRejected ? [] : [id]));
  // What was in sight once stays, also when days later it is not any more.
  const known = new Set(expectedPlan(tenant).map(({ id }) => id));
  return { time, relay, tenant, data, start, ids, known };
};
type World = Awaited<ReturnType<typeof world>>;

const live = async (options: DemoTenantOptions = {}) => {
  const at = await world(options);
  const core = await at.start();
  await untilLive(at.time, core);
  return { ...at, core };
};
const isLive = (core: Core) => async () => {
  const { state, busy } = await core.status();
  return state === 'live' && !busy;
};
const untilLive = (time: FakeTime, core: Core, limitMs = 2 * MINUTE) =>
  time.advanceUntil('live', isLive(core), limitMs);
const tags = ({ notifications }: Core) => notifications.map(({ tag }) => tag);

/** The address without the secret. */
const publicUrlOf = (webhook: { destinationUrl: string } | undefined) =>
  webhook?.destinationUrl.replace(/\/[^/]*$/, '');

const expectCaughtUp = async ({ tenant, data, known }: World, core: Core): Promise<void> => {
  expect(asPlan(await runJsonCommand('plan', data))).toEqual(expectedPlan(tenant, known));
  expect(tenant.webhooks().map(({ id, status }) => [id, status])).toEqual([
    [(await core.status()).webhookId, 'Enabled'],
  ]);
};

it('relay killed for 5 minutes, then another address: live again automatically', async () => {
  const at = await live();
  const { time, relay, tenant, core, ids } = at;
  const [before] = tenant.webhooks();
  const [{ name = '' } = {}] = relay.tunnels();
  await relay.stop();
  const [a = 0, b = 0, c = 0] = ids.slice(40);
  tenant.upsert({ id: a, comments: 'while it was gone' });
  await time.advance(3 * MINUTE);
  expect((await core.status()).state).not.toBe('live');
  tenant.reject(b);
  removeEvents(tenant, c);
  await time.advance(2 * MINUTE);
  relay.takeName(name);
  await relay.start();
  await untilLive(time, core, 5 * MINUTE);
  await expectCaughtUp(at, core);
  const [after] = tenant.webhooks();
  expect(publicUrlOf(after)).not.toBe(publicUrlOf(before));
  const { gaps } = await core.status();
  expect(gaps).toMatchObject([{ untilMs: expect.any(Number), found: expect.any(Number) }]);
  expect((gaps[0]?.untilMs ?? 0) - (gaps[0]?.fromMs ?? 0)).toBeGreaterThan(4 * MINUTE);
});

it('asleep for 24 hours, 500 changes meanwhile, subscription disabled: live again, one summary', async () => {
  const at = await live();
  const { time, relay, tenant, core, ids } = at;
  await time.advance(10 * MINUTE);
  core.notifications.length = 0;
  tenant.pauseDeliveries();
  const inSight = ids.slice(40);
  const rejected = new Set(inSight.slice(0, 7));
  for (let n = 0; n < 493; n += 1) tenant.upsert({ id: inSight[n % inSight.length] ?? 0, startTimeInMinutes: n });
  for (const id of rejected) tenant.reject(id);
  tenant.disableWebhook(tenant.webhooks()[0]?.id ?? '');
  relay.dropConnections();
  time.sleep(DAY);
  // Nobody tells the app that it slept: its own clocks do, long before its timers would.
  const { length } = core.states;
  await time.advanceUntil('the sleep to be noticed', () => core.states.length > length, 6 * SECOND);
  await untilLive(time, core);
  await expectCaughtUp(at, core);
  // On a busy computer a sign of life may come late right afterwards: that is another gap, in which nothing is found.
  const [gap, ...others] = (await core.status()).gaps.toReversed();
  expect(others.every(({ found }) => found === 0)).toBe(true);
  expect(core.notifications.map(({ tag, body }) => [tag, body])).toEqual([
    ['caught-up', `${gap?.found} changes · 7 rejections`],
  ]);
  const list = await core.monitor.handlers['rejections.list']({ states: ['open'] });
  const found = list.filter(({ assignmentId }) => rejected.has(assignmentId));
  expect(found.map(({ caughtUp }) => caughtUp)).toEqual([...rejected].map(() => true));
  expect((gap?.untilMs ?? 0) - (gap?.fromMs ?? 0)).toBeGreaterThan(DAY);
});

it('expired during a holiday of 3 days: shows since when, and is live again with one summary', async () => {
  const at = await live({ webhookLifetimeMs: DAY });
  const { time, relay, tenant, core, ids } = at;
  await time.advance(MINUTE);
  await core.monitor.close();
  const closedAtMs = Date.now();
  tenant.pauseDeliveries();
  const [a = 0, b = 0, c = 0] = ids.slice(40);
  tenant.upsert({ id: a, comments: 'on holiday' });
  tenant.reject(b);
  removeEvents(tenant, c);
  time.sleep(3 * DAY);
  // The relay is not up yet, and the planner starts the app twice: it does not forget since when.
  await relay.stop();
  for (const _ of [1, 2]) {
    const waiting = await at.start();
    await time.advance(MINUTE);
    const { state, notReceivingSinceMs } = await waiting.status();
    expect(state).not.toBe('live');
    expect(closedAtMs - (notReceivingSinceMs ?? 0)).toBeGreaterThanOrEqual(0);
    expect(closedAtMs - (notReceivingSinceMs ?? 0)).toBeLessThan(2 * MINUTE);
    await waiting.monitor.close();
  }
  await relay.start();
  const again = await at.start();
  await untilLive(time, again);
  await expectCaughtUp(at, again);
  const { gaps, notReceivingSinceMs } = await again.status();
  expect(notReceivingSinceMs).toBeNull();
  expect(gaps).toMatchObject([{ found: 3 }]);
  expect((gaps[0]?.untilMs ?? 0) - (gaps[0]?.fromMs ?? 0)).toBeGreaterThan(3 * DAY);
  expect(again.notifications.map(({ tag, body }) => [tag, body])).toEqual([['caught-up', '3 changes · 1 rejection']]);
});

it('503 for an hour, then 429 for two minutes: honours Retry-After, backs off, recovers', async () => {
  const at = await live();
  const { time, tenant, core, ids } = at;
  const from = tenant.requests.length;
  tenant.faults.set({ status: 503 });
  await time.advance(4 * MINUTE);
  const late = await core.status();
  expect([late.state, late.heartbeat.state, late.problem?.code]).toEqual(['late', 'ok', 'maintenance']);
  expect(late.problem?.retryAtMs).toBeDefined();
  await time.advance(56 * MINUTE);
  const asked = tenant.requests.length - from;
  expect(asked).toBeGreaterThan(10);
  expect(asked).toBeLessThan(100);
  // Deliveries came in all the same.
  tenant.upsert({ id: ids[40] ?? 0, comments: 'in maintenance' });
  await time.advance(2 * SECOND);
  expect(JSON.stringify(await runJsonCommand('plan', at.data))).toContain('in maintenance');

  tenant.faults.clear();
  tenant.faults.set({ status: 429, retryAfterSeconds: 120, times: 1 });
  const then = tenant.requests.length;
  await time.advanceUntil('the answer 429', () => tenant.requests.length > then, 10 * MINUTE);
  const toldAtMs = tenant.requests.at(-1)?.atMs ?? 0;
  core.monitor.recheck('network');
  await time.advance(118 * SECOND);
  expect(tenant.requests.length).toBe(then + 1);
  await untilLive(time, core);
  expect((tenant.requests[then + 1]?.atMs ?? 0) - toldAtMs).toBeGreaterThanOrEqual(120 * SECOND);
  await expectCaughtUp(at, core);
});

it('secret revoked: asks for new credentials without a retry storm, keeps receiving, continues with the new secret', async () => {
  const at = await live();
  const { time, tenant, core, ids } = at;
  tenant.revokeTokens();
  tenant.faults.set({ path: '/tenants', status: 401 });
  await time.advanceUntil('the problem', async () => (await core.status()).state === 'problem', 5 * MINUTE);
  const { problem } = await core.status();
  expect(problem).toEqual({ code: 'wrong-credentials', detail: undefined, retryAtMs: undefined });
  const from = tenant.requests.length;
  await time.advance(HOUR);
  expect(tenant.requests.length - from).toBeLessThanOrEqual(6);
  tenant.upsert({ id: ids[40] ?? 0, comments: 'received all the same' });
  await time.advance(2 * SECOND);
  expect(JSON.stringify(await runJsonCommand('plan', at.data))).toContain('received all the same');
  expect(core.notifications.filter(({ title }) => title.includes('refuses'))).toHaveLength(1);
  tenant.faults.clear();
  await core.monitor.handlers['settings.setClientSecret']({ secret: tenant.credentials.clientSecret });
  await untilLive(time, core);
  await expectCaughtUp(at, core);
});

it('at the end of a mute withheld rejections are notified and counted', async () => {
  const { time, tenant, core, ids } = await live();
  const { handlers, onPush } = core.monitor;
  let shown = await handlers['rejections.openCount'](undefined);
  const before = shown;
  onPush((name, payload) => {
    if (name === 'rejections.changed') shown = (payload as { openCount: number }).openCount;
  });
  // The app also looks now and then, every 15 s: two ends that lie like these cannot both be such a look.
  for (const [n, seconds] of [22, 29].entries()) {
    core.notifications.length = 0;
    await handlers['settings.update']({ notifications: { mutedUntilMs: Date.now() + seconds * SECOND } });
    tenant.reject(ids[40 + n] ?? 0);
    await time.advance((seconds - 1) * SECOND);
    expect([core.notifications, shown]).toEqual([[], before + n]);
    await time.advance(SECOND);
    expect([core.notifications.map(({ why }) => why), shown]).toEqual([['afterwards'], before + n + 1]);
  }
});

describe('missing permissions', () => {
  const NAMELESS = ['webhooks.read', 'webhooks.write', 'assignments.read'].map((s) => `connector-protimeapi-${s}`);

  it('people: works with ids, shows that, and does not request names repeatedly', async () => {
    const at = await live({ scopes: NAMELESS });
    const { time, tenant, core, ids } = at;
    await time.advance(5 * SECOND);
    expect(await core.status()).toMatchObject({
      state: 'live',
      problem: null,
      namesProblem: { code: 'missing-scope', scope: 'connector-protimeapi-people.read' },
    });
    core.planEvents.length = 0;
    tenant.reject(ids[40] ?? 0);
    await time.advance(10 * MINUTE);
    expect(tenant.requests.filter(({ path }) => path.includes('/people'))).toEqual([]);
    expect(core.planEvents.map(({ assignmentId }) => assignmentId)).toEqual([ids[40]]);
    expect(tags(core).filter((tag) => tag === 'problem')).toEqual([]);
    const [line] = (await runJsonCommand('plan', at.data)).filter(({ id }) => id === ids[40]);
    expect(line).toMatchObject({ personId: expect.any(Number), personName: null });
  });

  it('assignments of Planning Flex: explained at set-up, nothing created, not retried blindly', async () => {
    const { time, tenant, start } = await world({ planning: 'flex' });
    const core = await start();
    const test = await core.monitor.handlers['settings.test'](undefined);
    expect(test).toMatchObject({ ok: false, problem: { code: 'planning-not-supported' } });
    await time.advance(MINUTE);
    const { state, problem } = await core.status();
    expect([state, problem?.code, problem?.retryAtMs]).toEqual(['problem', 'planning-not-supported', undefined]);
    expect(tenant.webhooks()).toEqual([]);
    const from = tenant.requests.length;
    await time.advance(HOUR);
    expect(tenant.requests.length - from).toBeLessThanOrEqual(12);
  });

  it('assignments, later: explained, not retried blindly', async () => {
    const { time, tenant, core } = await live();
    tenant.faults.set({ path: '/assignments', status: 403 });
    core.monitor.recheck('network');
    await time.advanceUntil('the problem', async () => (await core.status()).state === 'problem', 5 * MINUTE);
    expect((await core.status()).problem).toMatchObject({ code: 'planning-not-supported' });
    const from = tenant.requests.length;
    await time.advance(HOUR);
    expect(tenant.requests.length - from).toBeLessThanOrEqual(12);
    expect(tenant.webhooks()).toHaveLength(1);
  });
});

it('two copies on two machines: neither touches the webhook of the other', async () => {
  const at = await live();
  const { time, relay, tenant, core } = at;
  const other = await startCore({ tenant, data: tempDir(), tunnelHost: relay.url });
  await untilLive(time, other);
  const idOf = async (each: Core) => (await each.status()).webhookId;
  const firstIds = [await idOf(core), await idOf(other)];
  expect(new Set(firstIds).size).toBe(2);
  core.monitor.handlers['connection.renew'](undefined);
  await time.advanceUntil(
    'a renewal',
    async () => (await idOf(core)) !== firstIds[0] && (await isLive(core)()),
    MINUTE,
  );
  other.monitor.recheck('network');
  await time.advance(10 * MINUTE);
  expect(
    tenant
      .webhooks()
      .map(({ id }) => id)
      .sort(),
  ).toEqual([await idOf(core), firstIds[1]].sort());
  core.monitor.handlers['connection.unsubscribe'](undefined);
  await time.advanceUntil('unsubscribed', async () => (await core.status()).state === 'unsubscribed', MINUTE);
  await time.advance(5 * MINUTE);
  expect(tenant.webhooks().map(({ id, status }) => [id, status])).toEqual([[firstIds[1], 'Enabled']]);
  expect(await isLive(other)()).toBe(true);
});

describe.each(['disableWebhook', 'expireWebhook'] as const)('with an open tunnel: %s', (how) => {
  it('is detected within three minutes without any event', async () => {
    const at = await live();
    const { time, tenant, core, ids } = at;
    await time.advance(7 * MINUTE);
    const [first] = tenant.webhooks();
    tenant[how](first?.id ?? '');
    const id = ids[40] ?? 0;
    tenant.upsert({ id, comments: 'not delivered' });
    await time.advanceUntil('a new webhook', () => tenant.webhooks().at(-1)?.id !== first?.id, 3 * MINUTE);
    await untilLive(time, core);
    await expectCaughtUp(at, core);
    expect((await core.status()).gaps).toMatchObject([{ found: 1 }]);
  });
});

it('asks for the webhook once a minute at a provider without events, and compares the plan within the budget', async () => {
  const { time, tenant, core } = await live();
  const from = tenant.requests.length;
  await time.advance(HOUR);
  const asked = tenant.requests.slice(from);
  expect(asked.filter(({ path }) => path.includes('/webhooks/')).length).toBeLessThanOrEqual(61);
  expect(asked.filter(({ path }) => path.includes('/people'))).toEqual([]);
  expect(asked.length).toBeLessThanOrEqual(240);
  expect(await isLive(core)()).toBe(true);
});

describe.each(['request', 'answer'] as const)('the network drops at each %s in turn', (drop) => {
  /** Which of the provider's requests, of an action that goes well, is lost, and its first repetitions with it. */
  const dropAt = async (at: World, core: Core, nth: number, replaced: string | null) => {
    at.tenant.faults.set({ delayMs: 1, times: nth });
    at.tenant.faults.set({ drop, times: 3 });
    const isDone = async () => (await isLive(core)()) && (await core.status()).webhookId !== replaced;
    await at.time.advanceUntil('all of it', async () => (await isDone()) && at.tenant.webhooks().length === 1, HOUR);
    at.tenant.faults.clear();
    await expectCaughtUp(at, core);
  };

  it.each([true, false])(
    'of a Subscribe: continues at the same step, with one webhook (two allowed: %s)',
    async (allowTwoWebhooks) => {
      const at = await world({ allowTwoWebhooks });
      for (let nth = 0; nth < 8; nth += 1) {
        const data = tempDir();
        const core = await startCore({ tenant: at.tenant, data, tunnelHost: at.relay.url });
        await dropAt({ ...at, data }, core, nth, null);
        core.monitor.handlers['connection.unsubscribe'](undefined);
        await at.time.advanceUntil('unsubscribed', async () => (await core.status()).state === 'unsubscribed', MINUTE);
        await core.monitor.close();
      }
    },
  );

  it.each([true, false])(
    'of a Renew: continues at the same step, with one webhook (two allowed: %s)',
    async (allowTwoWebhooks) => {
      const at = await live({ allowTwoWebhooks });
      const { core } = at;
      for (let nth = 0; nth < 8; nth += 1) {
        const before = (await core.status()).webhookId;
        core.monitor.handlers['connection.renew'](undefined);
        await dropAt(at, core, nth, before);
      }
    },
  );
});
