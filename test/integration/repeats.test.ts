import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { freePort, tempDir } from './app.ts';
import { startCore } from './core.ts';
import { installFakeTime } from './fake-time.ts';
import { changeEvent, destinationOf, post, signed, startProtime } from './protime.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** The app is live; its deliveries are sent by the test alone. */
const start = async () => {
  const time = installFakeTime();
  const tenant = await startProtime({ people: 2 });
  const data = tempDir();
  const core = await startCore({ tenant, data, receiverPort: await freePort() });
  const isLive = async () => {
    const { state, busy } = await core.status();
    return state === 'live' && !busy;
  };
  await time.advanceUntil('live', isLive, 2 * MINUTE);
  tenant.pauseDeliveries();
  const event = (comments: string) => JSON.stringify(changeEvent(tenant, { id: id(), comments }));
  const id = () => tenant.assignments()[40]?.id ?? 0;
  const { url, key } = destinationOf(tenant);
  const send = async (body: string, headers = signed(key, body)) => (await post(url, body, { headers })).status;
  return { time, tenant, data, core, isLive, event, send, key };
};

const countRows = (data: string): { deliveries: number; changes: number } => {
  const db = new Sqlite(`${data}/planner.db`, { readonly: true });
  try {
    const count = (table: string) => Number(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
    return { deliveries: count('delivery'), changes: count('change') };
  } finally {
    db.close();
  }
};

it('asks the provider for the webhook although the same delivery arrives again and again', async () => {
  const { time, tenant, core, isLive, event, send, key } = await start();
  const body = event('recorded');
  const headers = signed(key, body);
  expect(await send(body, headers)).toBe(204);
  const [first] = tenant.webhooks();
  tenant.disableWebhook(first?.id ?? '');
  for (let passedMs = 0; passedMs < 3 * MINUTE; passedMs += 10 * SECOND) {
    await time.advance(10 * SECOND);
    await send(body, headers);
  }
  expect(tenant.webhooks().map(({ status }) => status)).toEqual(['Enabled']);
  expect((await core.status()).webhookId).not.toBe(first?.id);
  await time.advanceUntil('live again', isLive, MINUTE);
});

it('counts an exact repeat of a stored delivery, answers 2xx and stores nothing', async () => {
  const { tenant, data, core, event, send, key } = await start();
  const recorded = [event('first'), event('second')].map((body) => ({ body, headers: signed(key, body) }));
  for (const { body, headers } of recorded) expect(await send(body, headers)).toBe(204);
  const garbage = '{"something":"else"}';
  expect(await send(garbage)).toBe(204);
  const before = countRows(data);
  const { deliveries, duplicate } = (await core.status()).today;
  for (let n = 0; n < 20; n += 1)
    for (const { body, headers } of recorded)
      expect(await send(body, { ...headers, 'x-request-id': `${n}` })).toBe(204);
  for (let n = 0; n < 20; n += 1) expect(await send(garbage)).toBe(204);
  expect(countRows(data)).toEqual(before);
  const { today } = await core.status();
  expect([today.deliveries - deliveries, today.duplicate - duplicate]).toEqual([60, 40]);
  // What is new is still stored.
  expect(await send(event('third'))).toBe(204);
  expect(countRows(data)).toEqual({ deliveries: before.deliveries + 1, changes: before.changes + 1 });
  expect(tenant.webhooks()).toHaveLength(1);
});

it('counts a repeat also when the change was read before it was delivered, and after a restart', async () => {
  const { time, tenant, data, core, event, send, key } = await start();
  const read = event('read first');
  const delivered = event('delivered');
  const headers = signed(key, delivered);
  expect(await send(delivered, headers)).toBe(204);
  core.monitor.recheck('network');
  await time.advance(5 * SECOND);
  const { changes } = countRows(data);
  expect(await send(read)).toBe(204);
  const before = countRows(data);
  // What was delivered is kept, although it had no effect.
  expect(before.changes).toBe(changes + 1);
  for (let n = 0; n < 5; n += 1) expect(await send(read)).toBe(204);
  expect(countRows(data)).toEqual(before);
  await core.monitor.close();
  const again = await startCore({ tenant, data, receiverPort: Number(new URL(destinationOf(tenant).url).port) });
  await time.advanceUntil('live', async () => (await again.status()).state === 'live', 2 * MINUTE);
  const restarted = countRows(data);
  expect(await send(delivered, headers)).toBe(204);
  expect(countRows(data)).toEqual(restarted);
});

it('processes a signed delivery that came unsigned before', async () => {
  const { core, data, event, send } = await start();
  const body = event('unsigned first');
  expect(await send(body, {})).toBe(204);
  expect(await send(body, {})).toBe(204);
  expect((await core.status()).waiting).toBeLessThanOrEqual(1);
  expect(countRows(data).deliveries).toBe(1);
  expect(await send(body)).toBe(204);
  expect(countRows(data).deliveries).toBe(2);
  expect((await core.status()).signed).toBe(true);
});
