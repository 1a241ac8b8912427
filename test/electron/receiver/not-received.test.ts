import { once } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';
import { eventually } from '../../eventually.ts';
import { ask, deliver, type FixtureOptions, HASTY, openRaw, SECRET, startReceiver } from './receiver-fixture.ts';

const start = async (options: FixtureOptions = {}) => {
  const receiver = await startReceiver(options);
  onTestFinished(() => receiver.close());
  return receiver;
};
const half = (path: string) => `POST /${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\nhalf of it`;
const tooLarge = (path: string) => `POST /${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n`;

it('reports a body on the secret path that is too large, too late or cut off, and none on another path', async () => {
  const receiver = await start({ limits: HASTY });
  for (const path of ['another', SECRET]) {
    expect(await ask(receiver, tooLarge(path))).toContain(path === SECRET ? '413' : '404');
    expect(await ask(receiver, half(path))).toContain(path === SECRET ? '408' : '404');
    const raw = openRaw(receiver, half(path));
    await once(raw.socket, 'connect');
    raw.socket.end();
    await raw.closed();
  }
  await eventually(() => expect(receiver.notReceived.toSorted()).toEqual(['cut-off', 'too-large', 'too-late']));
});

it('reports a delivery that could not be stored, and none that was', async () => {
  let isFull = true;
  const receiver = await start({
    accept: async () => {
      if (isFull) throw new Error('the disk is full');
    },
  });
  expect(await deliver(receiver)).toBe(503);
  isFull = false;
  expect(await deliver(receiver)).toBe(204);
  expect(receiver.notReceived).toEqual(['not-stored']);
});

it('reports a delivery that came while too many were being received', async () => {
  const { promise: stored, resolve } = Promise.withResolvers<void>();
  const { promise: isStoring, resolve: storing } = Promise.withResolvers<void>();
  const accept = () => {
    storing();
    return stored;
  };
  const receiver = await start({ accept, limits: { inFlight: 1 } });
  const first = deliver(receiver);
  await isStoring;
  expect(await deliver(receiver)).toBe(503);
  resolve();
  expect(await first).toBe(204);
  expect(receiver.notReceived).toEqual(['busy']);
});
