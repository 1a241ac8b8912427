import { describe, expect, it } from 'vitest';
import type { FaultRule } from '../../electron/demo/faults.ts';
import type { DemoTenantOptions } from '../../electron/demo/options.ts';
import { freePort, runJsonCommand, tempDir, until } from './app.ts';
import { startCore } from './core.ts';
import { asPlan, expectedPlan, startProtime } from './protime.ts';

const start = async (subscribe: boolean, options: DemoTenantOptions = {}) => {
  const tenant = await startProtime({ people: 2, pageSize: 30, ...options });
  const data = tempDir();
  const core = await startCore({ tenant, data, receiverPort: await freePort(), subscribe });
  await core.state(subscribe ? 'live' : 'unsubscribed');
  return { tenant, data, core };
};
type Started = Awaited<ReturnType<typeof start>>;

/** Starts the action and cancels it during this request. */
const cancelAt = async ({ tenant, core }: Started, action: 'subscribe' | 'renew', rule: FaultRule): Promise<void> => {
  const matches = ({ method, path }: { method: string; path: string }) =>
    (rule.method ?? method) === method && path.includes(rule.path ?? '');
  const requestCount = () => tenant.requests.filter(matches).length;
  const before = requestCount();
  const release = hold(tenant, rule);
  await core.monitor.handlers[`connection.${action}`](undefined);
  await until('the request', () => requestCount() > before);
  expect(await core.status()).toMatchObject({ busy: true, canCancel: true });
  await cancel(core);
  release();
};

/** Delays the answers to matching requests until the returned function is called. */
const hold = (tenant: Started['tenant'], rule: FaultRule): (() => void) => {
  const released = Promise.withResolvers<void>();
  tenant.faults.set({ after: released.promise, ...rule });
  return () => {
    tenant.faults.clear();
    released.resolve();
  };
};
const cancel = async (core: Started['core']) => {
  await core.monitor.handlers['connection.cancel'](undefined);
  await until('the action to be cancelled', async () => !(await core.status()).canCancel);
};

const STEPS: [string, FaultRule][] = [
  ['the check', { path: '/tenants' }],
  ['the webhook', { method: 'POST', path: '/webhooks' }],
  ['names', { path: '/people' }],
  ['the list', { method: 'GET', path: '/assignments' }],
];

describe('cancelling Subscribe', () => {
  it.each(STEPS)('during %s leaves no webhook behind, also after a restart', async (_, rule) => {
    const started = await start(false);
    const { tenant, data, core } = started;
    await cancelAt(started, 'subscribe', rule);
    const status = await core.state('unsubscribed');
    expect(status).toMatchObject({ canCancel: false, webhookId: null, problem: null });
    expect(tenant.webhooks()).toEqual([]);
    await core.monitor.close();
    const again = await startCore({ tenant, data, subscribe: false, receiverPort: await freePort() });
    await again.state('unsubscribed');
    expect(tenant.webhooks()).toEqual([]);
  });

  it('shows progress, keeps the data read so far, and allows another start', async () => {
    const { tenant, data, core } = await start(false);
    // The check and the first page are answered at once, the next page is not.
    tenant.faults.set({ method: 'GET', path: '/assignments', delayMs: 1, times: 2 });
    const release = hold(tenant, { method: 'GET', path: '/assignments' });
    await core.monitor.handlers['connection.subscribe'](undefined);
    const countRead = async () => (await core.status()).steps.find(({ name }) => name === 'sync')?.count;
    await until('the first page', async () => ((await countRead()) ?? 0) >= 30);
    await cancel(core);
    release();
    await core.state('unsubscribed');
    const kept = asPlan(await runJsonCommand('plan', data)).map(({ id }) => id);
    expect(kept.length).toBeGreaterThanOrEqual(30);
    expect(kept.length).toBeLessThan(expectedPlan(tenant).length);
    await core.monitor.handlers['connection.subscribe'](undefined);
    await core.state('live');
    expect(tenant.webhooks()).toHaveLength(1);
    expect(asPlan(await runJsonCommand('plan', data))).toEqual(expectedPlan(tenant));
  });
});

describe('cancelling Renew', () => {
  it.each(STEPS.slice(1))('during %s keeps the old webhook', async (_, rule) => {
    const started = await start(true);
    const { tenant, data, core } = started;
    const old = (await core.status()).webhookId;
    await cancelAt(started, 'renew', rule);
    expect((await core.state('live')).webhookId).toBe(old);
    expect(tenant.webhooks().map(({ id }) => id)).toEqual([old]);
    tenant.upsert({ id: tenant.assignments()[40]?.id ?? 0, comments: 'by the old webhook' });
    await until('the event', async () =>
      JSON.stringify(await runJsonCommand('plan', data)).includes('by the old webhook'),
    );
  });

  it.each(STEPS.slice(1))('during %s ends live when Protime allows only one webhook', async (_, rule) => {
    const started = await start(true, { allowTwoWebhooks: false });
    const { tenant, core } = started;
    await cancelAt(started, 'renew', rule);
    const { webhookId } = await core.state('live');
    expect(tenant.webhooks().map(({ id }) => id)).toEqual([webhookId]);
  });
});
