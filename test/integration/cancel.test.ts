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

/** Begins it, and calls it off while the provider has not answered this request. */
const cancelAt = async ({ tenant, core }: Started, action: 'subscribe' | 'renew', slow: FaultRule): Promise<void> => {
  const isIt = ({ method, path }: { method: string; path: string }) =>
    (slow.method ?? method) === method && path.includes(slow.path ?? '');
  const seen = () => tenant.requests.filter(isIt).length;
  const before = seen();
  const answered = hold(tenant, slow);
  await core.monitor.handlers[`connection.${action}`](undefined);
  await until('the request', () => seen() > before);
  expect(await core.status()).toMatchObject({ busy: true, canCancel: true });
  await callOff(core);
  answered();
};

/** From now on such requests are not answered, until the returned function is called. */
const hold = (tenant: Started['tenant'], slow: FaultRule): (() => void) => {
  const gate = Promise.withResolvers<void>();
  tenant.faults.set({ after: gate.promise, ...slow });
  return () => {
    tenant.faults.clear();
    gate.resolve();
  };
};
const callOff = async (core: Started['core']) => {
  await core.monitor.handlers['connection.cancel'](undefined);
  await until('it to be called off', async () => !(await core.status()).canCancel);
};

const STEPS: [string, FaultRule][] = [
  ['the check', { path: '/tenants' }],
  ['the webhook', { method: 'POST', path: '/webhooks' }],
  ['names', { path: '/people' }],
  ['the list', { method: 'GET', path: '/assignments' }],
];

describe('a Subscribe that is called off', () => {
  it.each(STEPS)('during %s leaves no webhook behind, also after a restart', async (_, slow) => {
    const started = await start(false);
    const { tenant, data, core } = started;
    await cancelAt(started, 'subscribe', slow);
    const status = await core.state('unsubscribed');
    expect(status).toMatchObject({ canCancel: false, webhookId: null, problem: null });
    expect(tenant.webhooks()).toEqual([]);
    await core.monitor.close();
    const again = await startCore({ tenant, data, subscribe: false, receiverPort: await freePort() });
    await again.state('unsubscribed');
    expect(tenant.webhooks()).toEqual([]);
  });

  it('shows progress, keeps the data read so far, and can be started again', async () => {
    const { tenant, data, core } = await start(false);
    // The check and the first page are answered at once, the next page is not.
    tenant.faults.set({ method: 'GET', path: '/assignments', delayMs: 1, times: 2 });
    const answered = hold(tenant, { method: 'GET', path: '/assignments' });
    await core.monitor.handlers['connection.subscribe'](undefined);
    const countRead = async () => (await core.status()).steps.find(({ name }) => name === 'sync')?.count;
    await until('the first page', async () => ((await countRead()) ?? 0) >= 30);
    await callOff(core);
    answered();
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

describe('a Renew that is called off', () => {
  it.each(STEPS.slice(1))('during %s goes on with the old webhook', async (_, slow) => {
    const started = await start(true);
    const { tenant, data, core } = started;
    const old = (await core.status()).webhookId;
    await cancelAt(started, 'renew', slow);
    expect((await core.state('live')).webhookId).toBe(old);
    expect(tenant.webhooks().map(({ id }) => id)).toEqual([old]);
    tenant.upsert({ id: tenant.assignments()[40]?.id ?? 0, comments: 'by the old one' });
    await until('the event', async () => JSON.stringify(await runJsonCommand('plan', data)).includes('by the old one'));
  });

  it.each(STEPS.slice(1))('during %s ends live where the old one had to go first', async (_, slow) => {
    const started = await start(true, { allowTwoWebhooks: false });
    const { tenant, core } = started;
    await cancelAt(started, 'renew', slow);
    const { webhookId } = await core.state('live');
    expect(tenant.webhooks().map(({ id }) => id)).toEqual([webhookId]);
  });
});
