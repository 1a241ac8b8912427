import { expect, it } from 'vitest';
import type { DemoTenantOptions } from '../../electron/demo/options.ts';
import { STRICT } from '../../electron/demo/tenant.ts';
import { addDays, addMonths, dayOf } from '../../shared/time.ts';
import { freePort, runJsonCommand, tempDir, until } from './app.ts';
import { startCore } from './core.ts';
import { installFakeTime } from './fake-time.ts';
import { asPlan, expectedPlan, startProtime } from './protime.ts';

const MINUTE = 60_000;

const start = async (options: DemoTenantOptions) => {
  const tenant = await startProtime({ people: 3, ...options });
  const data = tempDir();
  const core = await startCore({ tenant, data, receiverPort: await freePort() });
  return { tenant, data, core };
};
const enabled = ({ tenant }: Pick<Awaited<ReturnType<typeof start>>, 'tenant'>) =>
  tenant.webhooks().filter(({ status }) => status === 'Enabled');

it('is live with names, signed deliveries and one webhook at a provider that is strict in everything', async () => {
  const { tenant, data, core } = await start(STRICT);
  await core.state('live');
  await core.monitor.handlers['settings.update']({ sync: { monthsBack: 12, monthsAhead: 12 } });
  core.monitor.handlers['connection.renew'](undefined);
  await until('a second webhook', () => tenant.webhooks().length === 2);
  expect(await core.state('live')).toMatchObject({ problem: null, webhookId: enabled({ tenant })[0]?.id });
  expect(enabled({ tenant })).toHaveLength(1);
  await until('the names', async () => !(await runJsonCommand('plan', data)).some(({ personName }) => !personName));
  expect((await core.status()).namesProblem).toBeNull();
  tenant.touch(tenant.assignments()[0]?.id ?? 0);
  await until('a signature', async () => (await core.status()).signed);
  expect(await core.monitor.handlers['connection.webhooks'](undefined)).toMatchObject({
    webhooks: [{ relation: 'deleted' }, { relation: 'in-use' }],
  });
});

it('shows what began long before the period and still runs', async () => {
  const tenant = await startProtime({ people: 3, ...STRICT });
  const today = dayOf(Date.now());
  const fields = { person: { id: 1001 }, startTimeInMinutes: 480, endTimeInMinutes: 1020 };
  const running = tenant.upsert({ ...fields, from: addDays(today, -60), until: null });
  const long = tenant.upsert({ ...fields, from: addMonths(today, -11), until: addDays(today, 20) });
  tenant.upsert({ ...fields, from: addMonths(today, -3), until: addMonths(today, -2) });
  const data = tempDir();
  const core = await startCore({ tenant, data, receiverPort: await freePort() });
  await core.state('live');
  const plan = asPlan(await runJsonCommand('plan', data));
  expect(plan.map(({ id }) => id)).toEqual(expect.arrayContaining([running.id, long.id]));
  expect(plan).toHaveLength(expectedPlan(tenant).length);
});

it('leaves one webhook at most where the answer to its creation shows no key', async () => {
  const time = installFakeTime();
  const tenant = await startProtime({ people: 2, keyPath: [] });
  const core = await startCore({ tenant, data: tempDir(), receiverPort: await freePort() });
  const failed = async () => (await core.status()).problem?.code === 'unexpected-answer';
  await time.advanceUntil('the first failure', failed, MINUTE);
  await time.advance(2 * MINUTE);
  const created = tenant.requests.filter(({ method, path }) => method === 'POST' && path.includes('/webhooks'));
  expect(created.length).toBeGreaterThan(2);
  expect(tenant.webhooks().length).toBeLessThan(2);
  expect((await core.status()).problem).toMatchObject({ code: 'unexpected-answer', detail: 'key' });
});

it('waits until its webhook is in force, and replaces one that stays out of force', async () => {
  const time = installFakeTime();
  const tenant = await startProtime({ people: 2, newWebhookStatus: 'Uninitialized' });
  const core = await startCore({ tenant, data: tempDir(), receiverPort: await freePort() });
  const is = (state: string) => async () => (await core.status()).state === state && !(await core.status()).busy;
  await time.advanceUntil('the webhook', () => tenant.webhooks().length === 1, MINUTE);
  await time.advance(20_000);
  const [first] = tenant.webhooks();
  expect(core.states).not.toContain('live');
  tenant.setWebhookStatus(first?.id ?? '', 'Enabled');
  await time.advanceUntil('live', is('live'), MINUTE);

  tenant.setWebhookStatus(first?.id ?? '', 'Suspended');
  const enableNew = () => {
    const other = tenant.webhooks().find(({ id }) => id !== first?.id);
    if (other) tenant.setWebhookStatus(other.id, 'Enabled');
    return other !== undefined;
  };
  await time.advanceUntil('another webhook', enableNew, 6 * MINUTE);
  expect(core.states.at(-1)).not.toBe('live');
  await time.advanceUntil('live again', is('live'), 6 * MINUTE);
  expect(tenant.webhooks().map(({ id }) => id)).toEqual([(await core.status()).webhookId]);
});

it('says that names cannot be read, and reads them once it may', async () => {
  const time = installFakeTime();
  const tenant = await startProtime({ people: 3 });
  const restore = tenant.faults.set({ path: '/people', status: 400 });
  const core = await startCore({ tenant, data: tempDir(), receiverPort: await freePort() });
  const problem = async () => (await core.status()).namesProblem;
  await time.advanceUntil('the problem', async () => (await problem())?.code === 'unexpected-answer', MINUTE);
  expect(await core.status()).toMatchObject({ problem: null });
  restore();
  await time.advanceUntil('the names', async () => (await problem()) === null, 2 * MINUTE);
});
