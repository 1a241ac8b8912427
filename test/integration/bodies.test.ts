import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { planLineOf, startLive, statusOf } from './live.ts';
import { changeEvent, deliver, signed } from './protime.ts';

const send = async (url: string, body: Uint8Array, headers: Record<string, string>): Promise<number> =>
  (await fetch(url, { method: 'POST', body: new Uint8Array(body), headers })).status;

it('applies signed deliveries however they are written, and wherever a proxy moved their address', async () => {
  const { tenant, app, data, destination } = await startLive();
  const { url, key } = destination;
  const [first = 0, second = 0, third = 0] = tenant
    .assignments()
    .filter(({ isRejected }) => !isRejected)
    .map(({ id }) => id);
  const reject = (id: number) => JSON.stringify({ events: [changeEvent(tenant, { id, isRejected: true })] });

  const json = reject(first);
  const headers = { ...signed(key, json), 'content-type': 'application/json', 'content-encoding': 'gzip' };
  expect(await send(`${url}/?from=relay`, gzipSync(json), headers)).toBe(204);

  const marked = Buffer.from(`\ufeff${reject(second)}`, 'utf16le');
  const prefixed = url.replace(/\/([^/]+)$/, '/hooks/$1');
  expect(await send(prefixed, marked, signed(key, marked.toString('utf16le').slice(1)))).toBe(204);

  const lines = `${reject(third)}\n{"changeType":"Insert","da`;
  expect(await deliver(destination, lines)).toBe(204);

  for (const id of [first, second, third])
    await app.line('the rejection', ({ event, assignmentId }) => event === 'rejected' && assignmentId === id);
  // The line that was cut is put aside.
  await expect.poll(async () => (await statusOf(data)).counts).toMatchObject({ unrecognised: 1, putAside: 1 });
});

it('applies a batch of 4,000 events, and tells of a rejection in it', async () => {
  const { tenant, app, data, destination } = await startLive();
  const { id: _, ...shift } = tenant.assignments()[0] ?? { id: 0 };
  const events = Array.from({ length: 4000 }, (_, n) => ({
    changeType: 'InsertOrUpdate',
    data: { ...shift, id: 1_000_000 + n, comments: 'c'.repeat(150), isRejected: n === 3999 },
  }));
  expect(JSON.stringify(events).length).toBeGreaterThan(1_500_000);
  expect(await deliver(destination, events)).toBe(204);
  expect(await planLineOf(data, 1_003_998)).toMatchObject({ comments: 'c'.repeat(150) });
  await app.line('the rejection', ({ event, assignmentId }) => event === 'rejected' && assignmentId === 1_003_999);
});
