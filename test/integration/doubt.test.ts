import { expect, it } from 'vitest';
import type { DemoTenantOptions } from '../../electron/demo/options.ts';
import type { ConnectionStatus } from '../../shared/connection.ts';
import { appArgsFor, freePort, runJsonCommand, startApp, tempDir } from './app.ts';
import { type Core, startCore } from './core.ts';
import { installFakeTime } from './fake-time.ts';
import { statusOf } from './live.ts';
import { asPlan, changeEvent, deliver, destinationOf, expectedPlan, post, startProtime } from './protime.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** A live app whose provider signs, and has shown how; deliveries are sent by the test alone. */
const live = async (options: DemoTenantOptions = {}) => {
  const time = installFakeTime();
  const tenant = await startProtime({ people: 2, ...options });
  const data = tempDir();
  const core = await startCore({ tenant, data, receiverPort: await freePort() });
  await time.advanceUntil('live', isLive(core), MINUTE);
  tenant.pauseDeliveries();
  const destination = destinationOf(tenant);
  const ids = tenant.assignments().flatMap(({ id, isRejected }) => (isRejected ? [] : [id]));
  const [first = 0] = ids;
  expect(await deliver(destination, changeEvent(tenant, { id: first, comments: 'signed' }))).toBe(204);
  expect((await core.status()).signed).toBe(true);
  const readings = () => tenant.requests.filter(readsPeriod).length;
  return { time, tenant, data, core, destination, ids, readings };
};
const isLive = (core: Core) => async () => {
  const { state, busy } = await core.status();
  return state === 'live' && !busy;
};
/** The first request of a reading of the whole period, and of what began before it. */
const readsPeriod = ({ path }: { path: string }): boolean => {
  const { searchParams } = new URL(path, 'http://protime');
  const [, from = '', until = ''] = /^date ge '(.*)' and date le '(.*)'$/.exec(searchParams.get('filter') ?? '') ?? [];
  return !searchParams.has('continuationToken') && Date.parse(until) - Date.parse(from) > 60 * 24 * 60 * MINUTE;
};
const shown = ({ state, doubt, problem }: ConnectionStatus) => [state, doubt?.reason ?? null, problem];

it('is not live after a delivery that cannot be read, until a reading that began afterwards has succeeded', async () => {
  const { time, tenant, data, core, destination, ids } = await live();
  const [, lost = 0] = ids;
  const notifiedBefore = core.notifications.length;
  const repair = tenant.faults.set({ path: '/assignments', status: 503 });
  changeEvent(tenant, { id: lost, isRejected: true });
  expect(await deliver(destination, 'not JSON at all')).toBe(204);
  expect(shown(await core.status())).toEqual(['late', 'put-aside', null]);
  await time.advance(30 * SECOND);
  expect((await core.status()).doubt).toMatchObject({ reason: 'put-aside', count: 1, details: { unreadable: 1 } });
  expect((await statusOf(data)).connection).toMatchObject({ state: 'late', doubt: 'put-aside' });
  expect(core.notifications).toHaveLength(notifiedBefore);
  repair();
  await time.advanceUntil('live again', isLive(core), 3 * MINUTE);
  expect(shown(await core.status())).toEqual(['live', null, null]);
  expect(asPlan(await runJsonCommand('plan', data))).toEqual(expectedPlan(tenant));
  expect(core.notifications).toHaveLength(notifiedBefore + 1);
  expect((await statusOf(data)).counts).toMatchObject({ putAside: 1, unrecognised: 1 });
});

it('shows what a first reading found at once, and is live after one that began two minutes after the message', async () => {
  const { time, tenant, data, core, destination, ids } = await live();
  const [, seen = 0, hidden = 0] = ids;
  changeEvent(tenant, { id: seen, isRejected: true });
  const repair = tenant.readings.lag();
  changeEvent(tenant, { id: hidden, isRejected: true });
  expect(await deliver(destination, 'not JSON at all')).toBe(204);
  const plan = async () => asPlan(await runJsonCommand('plan', data));
  const isShown = async (id: number) => (await plan()).some((line) => line.id === id && line.isRejected);
  await time.advanceUntil('the first', () => isShown(seen), 10 * SECOND);
  await time.advance(90 * SECOND);
  expect([await isShown(hidden), ...shown(await core.status())]).toEqual([false, 'late', 'put-aside', null]);
  repair();
  await time.advanceUntil('live again', isLive(core), MINUTE);
  expect(await plan()).toEqual(expectedPlan(tenant));
});

it.each([
  ['refused', async (url: string) => (await post(url, '{}')).status, 401],
  ['too-large', async (url: string) => (await post(url, 'x'.repeat(9 * 1024 * 1024))).status, 413],
])('reads the plan after a delivery that was answered %s', async (reason, send, status) => {
  const { time, tenant, data, core, destination, ids, readings } = await live();
  const [, lost = 0] = ids;
  const before = readings();
  changeEvent(tenant, { id: lost, comments: 'found by reading' });
  expect(await send(destination.url)).toBe(status);
  expect(shown(await core.status())).toEqual(['late', 'put-aside', null]);
  expect((await core.status()).doubt?.details).toEqual({ [reason]: 1 });
  await time.advanceUntil('live again', isLive(core), 2 * MINUTE + 10 * SECOND);
  expect(readings()).toBeGreaterThan(before);
  expect((await runJsonCommand('plan', data)).find(({ id }) => id === lost)?.comments).toBe('found by reading');
});

it('reads the plan less and less often while deliveries that it cannot use go on, and says when next', async () => {
  const { time, core, destination, readings } = await live();
  const before = readings();
  await post(destination.url, '{}');
  await time.advanceUntil('live again', isLive(core), 3 * MINUTE);
  const perReading = (readings() - before) / 2;
  for (let n = 0; n < 40; n += 1) {
    await Promise.all(Array.from({ length: 10 }, () => post(destination.url, '{}')));
    await time.advance(30 * SECOND, 5 * SECOND);
  }
  expect((readings() - before) / perReading).toBeLessThanOrEqual(6);
  const { today, doubt, unapplied } = await core.status();
  expect(today).toMatchObject({ putAside: 401, refused: 401 });
  expect(doubt?.reason).toBe('put-aside');
  expect(unapplied.readAgainAtMs).toBeGreaterThan(Date.now());
  await time.advanceUntil('live again', isLive(core), 32 * MINUTE);
});

it('reads nothing, and has no doubt, because of a stranger who does not know the secret path', async () => {
  const { time, core, destination, readings } = await live();
  const before = readings();
  const { origin } = new URL(destination.url);
  for (const path of ['/', '/secret', '/api/v1/assignments'])
    expect((await post(origin + path, '{}')).status).toBe(404);
  await time.advance(2 * SECOND);
  expect(shown(await core.status())).toEqual(['live', null, null]);
  expect(readings()).toBe(before);
});

it('doubts by time alone when a change waits for its confirmation for two minutes', async () => {
  const time = installFakeTime();
  const tenant = await startProtime({ people: 2 });
  const data = tempDir();
  const core = await startCore({ tenant, data, receiverPort: await freePort() });
  await time.advanceUntil('live', isLive(core), MINUTE);
  tenant.pauseDeliveries();
  const repair = tenant.faults.set({ path: '/assignments', status: 503 });
  const [{ id = 0 } = {}] = tenant.assignments();
  const body = JSON.stringify(changeEvent(tenant, { id, comments: 'a hint' }));
  expect((await post(destinationOf(tenant).url, body)).status).toBe(204);
  await time.advance(110 * SECOND);
  expect(shown(await core.status())).toEqual(['live', null, null]);
  const pushed = core.states.length;
  await time.advance(11 * SECOND);
  expect(core.states.slice(pushed)).toEqual(['late']);
  expect(shown(await core.status())).toEqual(['late', 'waiting', null]);
  expect(await statusOf(data)).toMatchObject({ connection: { doubt: 'waiting' }, counts: { waiting: 1 } });
  repair();
  await time.advanceUntil('live again', isLive(core), 6 * MINUTE);
  expect((await statusOf(data)).counts).toMatchObject({ waiting: 0 });
});

it('counts a shift of the list that it cannot read, doubts once, and is live when it is read again as it was', async () => {
  const time = installFakeTime();
  const tenant = await startProtime({ people: 2 });
  tenant.upsert({ id: 2 ** 60, comments: 'an id that cannot be kept' });
  const data = tempDir();
  const core = await startCore({ tenant, data, receiverPort: await freePort() });
  await time.advanceUntil('live', isLive(core), MINUTE);
  await time.advance(5 * SECOND);
  expect(shown(await core.status())).toEqual(['live', null, null]);
  expect(core.states).toContain('late');
  expect((await core.status()).unapplied.putAside).toMatchObject({
    known: { 'unreadable-row': 1 },
    today: { 'unreadable-row': 1 },
  });
});

it('names the doubt in the events of serve, and no longer once it has gone', async () => {
  const tenant = await startProtime({ people: 2 });
  // A shift that cannot be read: put aside by the first reading, known to the second one.
  tenant.upsert({ id: 2 ** 60, comments: 'an id that cannot be kept' });
  const { args, env } = appArgsFor(tenant, { data: tempDir(), receiverPort: await freePort() });
  const app = startApp(args, { env });
  await app.line(
    'the doubt',
    ({ event, state, doubt }) => event === 'connection' && state === 'late' && doubt === 'put-aside',
  );
  await app.line('its end', (line) => line === app.lines.at(-1) && line.state === 'live' && line.doubt === null);
});
