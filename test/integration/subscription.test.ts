import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { freePort, runJsonCommand, tempDir, until } from './app.ts';
import { startCore } from './core.ts';
import { installFakeTime } from './fake-time.ts';
import {
  asPlan,
  changeEvent,
  deliver,
  destinationOf,
  expectedPlan,
  post,
  removeEvents,
  startProtime,
} from './protime.ts';

const HOUR = 3_600_000;

const start = async (options: Parameters<typeof startProtime>[0] = {}) => {
  const tenant = await startProtime({ people: 2, ...options });
  const data = tempDir();
  const receiverPort = await freePort();
  const core = await startCore({ tenant, data, receiverPort });
  await core.state('live');
  return { tenant, data, receiverPort, core };
};

it('renews automatically at half of the lifetime and deletes the old webhook', async () => {
  const time = installFakeTime();
  const tenant = await startProtime({ people: 2, webhookLifetimeMs: 2 * HOUR });
  const data = tempDir();
  const core = await startCore({ tenant, data, receiverPort: await freePort() });
  const isLive = async () => {
    const { state, busy } = await core.status();
    return state === 'live' && !busy;
  };
  await time.advanceUntil('live', isLive, 60_000);
  const [first] = tenant.webhooks();
  await time.advance(HOUR - 120_000);
  expect(tenant.webhooks().map(({ id }) => id)).toEqual([first?.id]);
  await time.advanceUntil('a renewal', () => tenant.webhooks()[0]?.id !== first?.id, 300_000);
  await time.advanceUntil('live again', isLive, 60_000);
  expect(tenant.webhooks().map(({ id }) => id)).toEqual([(await core.status()).webhookId]);
  expect(core.states).toContain('renewing');
  tenant.upsert({ id: tenant.assignments()[40]?.id ?? 0, comments: 'after the renewal' });
  await time.advance(5000);
  expect(JSON.stringify(await runJsonCommand('plan', data))).toContain('after the renewal');
  expect(core.notifications.map(({ tag }) => tag)).not.toContain('caught-up');
});

it('honours both webhooks during a renewal, and afterwards only the new one', async () => {
  const { tenant, data, core } = await start();
  tenant.pauseDeliveries();
  const old = destinationOf(tenant);
  tenant.faults.set({ method: 'DELETE', path: '/webhooks', status: 503, times: 20 });
  core.monitor.handlers['connection.renew'](undefined);
  await until('two webhooks', () => tenant.webhooks().length === 2);
  await until('the new one', async () => (await core.status()).webhookId === tenant.webhooks().at(-1)?.id);
  const [a = 0, b = 0] = tenant
    .assignments()
    .filter(({ isRejected }) => !isRejected)
    .slice(40)
    .map(({ id }) => id);
  expect(await deliver(old, changeEvent(tenant, { id: a, comments: 'to the old' }))).toBe(204);
  expect(await deliver(destinationOf(tenant), changeEvent(tenant, { id: b, comments: 'to the new' }))).toBe(204);
  tenant.faults.clear();
  await until('the old one to go', () => tenant.webhooks().length === 1);
  await until('its path to be closed', async () => (await post(old.url, '{}')).status === 404);
  expect(asPlan(await runJsonCommand('plan', data))).toEqual(expectedPlan(tenant));
});

it('deletes the old webhook first where the provider allows only one', async () => {
  const { tenant, core } = await start({ allowTwoWebhooks: false });
  const [first] = tenant.webhooks();
  core.monitor.handlers['connection.renew'](undefined);
  await until('another webhook', () => tenant.webhooks()[0] && tenant.webhooks()[0]?.id !== first?.id);
  expect((await core.state('live')).webhookId).toBe(tenant.webhooks()[0]?.id);
  expect(tenant.webhooks()).toHaveLength(1);
});

it.each([true, false])(
  'leaves no stray webhook when the answer to its creation was lost (two allowed: %s)',
  async (allowTwoWebhooks) => {
    const tenant = await startProtime({ people: 2, allowTwoWebhooks });
    tenant.faults.set({ method: 'POST', path: '/webhooks', drop: 'answer', times: 1 });
    const core = await startCore({ tenant, data: tempDir(), receiverPort: await freePort() });
    const status = await core.state('live');
    expect(tenant.webhooks().map(({ id }) => id)).toEqual([status.webhookId]);
  },
);

it.each(['disableWebhook', 'expireWebhook'] as const)(
  'detects it at a check and replaces the webhook (%s)',
  async (how) => {
    const { tenant, core } = await start();
    const [first] = tenant.webhooks();
    tenant[how](first?.id ?? '');
    core.monitor.recheck('network');
    await until('another webhook', () => tenant.webhooks().length === 1 && tenant.webhooks()[0]?.id !== first?.id);
    expect((await core.state('live')).webhookId).toBe(tenant.webhooks()[0]?.id);
  },
);

it('unsubscribes: the webhook is deleted and the history kept, also after a restart', async () => {
  const { tenant, data, receiverPort, core } = await start();
  core.monitor.handlers['connection.unsubscribe'](undefined);
  const status = await core.state('unsubscribed');
  expect(tenant.webhooks()).toEqual([]);
  expect(status).toMatchObject({ publicUrl: null, webhookId: null, heartbeat: { state: 'none' }, problem: null });
  expect(asPlan(await runJsonCommand('plan', data))).toEqual(expectedPlan(tenant));
  await core.monitor.close();
  const again = await startCore({ tenant, data, receiverPort, subscribe: false });
  await again.state('unsubscribed');
  expect(tenant.webhooks()).toEqual([]);
});

it('tries to unsubscribe again when the provider could not be reached, and does not subscribe instead', async () => {
  const { tenant, core } = await start();
  tenant.faults.set({ method: 'DELETE', status: 500 });
  core.monitor.handlers['connection.unsubscribe'](undefined);
  await core.state('problem');
  tenant.faults.clear();
  core.monitor.handlers['connection.retry'](undefined);
  await core.state('unsubscribed');
  expect(tenant.webhooks()).toEqual([]);
});

it('reconciles after being off: one gap, one summary', async () => {
  const { tenant, data, receiverPort, core } = await start();
  await core.monitor.close();
  tenant.pauseDeliveries();
  const [a = 0, b = 0, c = 0, d = 0, e = 0] = tenant
    .assignments()
    .filter(({ isRejected }) => !isRejected)
    .slice(40)
    .map(({ id }) => id);
  const lastSeq = Number((await runJsonCommand('search', data, '--limit', '1'))[0]?.seq);
  for (const id of [a, b, c]) tenant.upsert({ id, isRejected: true });
  tenant.upsert({ id: d, startTimeInMinutes: 1 });
  removeEvents(tenant, e);

  const again = await startCore({ tenant, data, receiverPort });
  const status = await again.state('live');
  expect(asPlan(await runJsonCommand('plan', data))).toEqual(expectedPlan(tenant));
  const found = (await runJsonCommand('search', data, '--limit', '1000')).filter(({ seq }) => Number(seq) > lastSeq);
  expect(found.map(({ source, assignmentId }) => [source, assignmentId]).sort()).toEqual(
    [a, b, c, d, e].map((id) => ['sync', id]).sort(),
  );
  expect(status.gaps).toMatchObject([{ untilMs: expect.any(Number), found: 5 }]);
  expect(again.notifications.map(({ tag, body }) => [tag, body])).toEqual([['caught-up', '5 changes · 3 rejections']]);
  expect(again.planEvents.map(({ event, assignmentId }) => [event, assignmentId])).toEqual(
    [a, b, c].map((id) => ['rejected', id]),
  );
});

it('continues after an outage of the provider, and shows the time of the next attempt', async () => {
  const tenant = await startProtime({ people: 2 });
  tenant.faults.set({ path: '/assignments', drop: 'request', times: 5 });
  const core = await startCore({ tenant, data: tempDir(), receiverPort: await freePort() });
  const { problem } = await core.state('problem');
  expect(problem).toMatchObject({ code: 'unreachable', retryAtMs: expect.any(Number) });
  await core.state('live');
  expect(tenant.webhooks()).toHaveLength(1);
});

it('deletes demo data before a real tenant, and archives the data of a real tenant before another one', async () => {
  const data = tempDir();
  const demo = await startCore({ data, demo: true });
  await demo.state('live');
  expect((await runJsonCommand('plan', data)).length).toBeGreaterThan(10);
  // A search indexes what is there.
  await runJsonCommand('search', data, 'anything');
  await demo.monitor.close();

  const receiverPort = await freePort();
  const tenant = await startProtime({ people: 2, tenant: 'acme', seed: 1 });
  const real = await startCore({ tenant, data, receiverPort });
  await real.state('live');
  expect(asPlan(await runJsonCommand('plan', data))).toEqual(expectedPlan(tenant));
  expect(copies(data)).toEqual([]);
  await expectFound(data, tenant);
  await real.monitor.close();

  const other = await startProtime({ people: 2, tenant: 'globex', seed: 2 });
  const next = await startCore({ tenant: other, data, receiverPort });
  const status = await next.state('live');
  expect(asPlan(await runJsonCommand('plan', data))).toEqual(expectedPlan(other));
  expect(status.webhookId).toBe(other.webhooks()[0]?.id);
  expect(copies(data)).toHaveLength(1);
  await expectFound(data, other);
  const names = new Set(other.people().map(({ lastName }) => lastName));
  const former = tenant.people().filter(({ lastName }) => !names.has(lastName));
  expect(former).not.toEqual([]);
  for (const { lastName } of former) expect(await runJsonCommand('search', data, lastName)).toEqual([]);
  expect(next.notifications.map(({ tag }) => tag)).not.toContain('caught-up');
});

/** Each person is found by name, and under it only what is theirs. */
const expectFound = async (data: string, tenant: Awaited<ReturnType<typeof startProtime>>): Promise<void> => {
  for (const { id, firstName, lastName } of tenant.people()) {
    const found = await runJsonCommand('search', data, firstName, lastName, '--limit', '1000');
    const planned = expectedPlan(tenant).filter(({ personId }) => personId === id);
    expect(found.map(({ personId }) => personId)).toEqual(planned.map(() => id));
  }
};

const copies = (data: string): string[] => readdirSync(join(data)).filter((name) => name.startsWith('planner-before-'));

describe('on a computer whose clock is wrong', () => {
  const begin = async (wrongByMs: number, webhookLifetimeMs: number) => {
    const tenant = await startProtime({ people: 2, webhookLifetimeMs });
    const core = await startCore({
      ...{ tenant, data: tempDir(), receiverPort: await freePort() },
      now: () => Date.now() + wrongByMs,
    });
    return { tenant, core, status: await core.state('live') };
  };
  const created = (tenant: Awaited<ReturnType<typeof startProtime>>) =>
    tenant.requests.filter(({ method, path }) => method === 'POST' && path.includes('/webhooks')).length;

  it('does not treat a valid subscription as expired', async () => {
    const { tenant, core, status } = await begin(2 * HOUR, HOUR);
    expect(Math.round(status.clockOffsetMs / HOUR)).toBe(-2);
    core.monitor.recheck('network');
    await until('a look', async () => !(await core.status()).busy && core.states.at(-1) === 'live');
    expect([created(tenant), tenant.webhooks().length]).toEqual([1, 1]);
  });

  it('renews in time although its own clock is behind', async () => {
    const { tenant } = await begin(-2 * HOUR, 6000);
    await until('a renewal', () => created(tenant) >= 2 && tenant.webhooks().length === 1);
  });
});
