import { expect, it } from 'vitest';
import { startLive, statusOf } from './live.ts';
import { changeEvent, deliver, post, signed } from './protime.ts';

it('accepts genuine deliveries after a first one whose signature was moved on the way, and refuses others', async () => {
  const { tenant, data, destination } = await startLive();
  const { url, key } = destination;
  const id = tenant.assignments()[40]?.id ?? 0;
  const event = (comments: string) => JSON.stringify(changeEvent(tenant, { id, comments }));
  const first = event('first');
  const headers = Object.entries(signed(key, first)).map(([name, value]) => [`x-relay-${name}`, value]);
  expect((await post(url, first, { headers: Object.fromEntries(headers) })).status).toBe(204);
  expect((await statusOf(data)).counts.unverified).toBe(0);

  expect(await deliver(destination, event('second'))).toBe(204);
  expect((await post(url, event('unsigned'), {})).status).toBe(401);
  expect((await post(url, event('forged'), { headers: signed('another key', 'x') })).status).toBe(401);
  expect(await deliver(destination, event('third'))).toBe(204);
  // What is refused is counted a moment later.
  await expect.poll(async () => (await statusOf(data)).counts).toMatchObject({ refused: 2, unverified: 0 });
});
