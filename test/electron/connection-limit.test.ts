import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { limitConnections } from '../../electron/connection-limit.ts';
import { eventually } from '../eventually.ts';

const start = async (
  isBusy: (socket: Socket) => boolean = () => false,
  listener: RequestListener = (_, res) => res.end(),
) => {
  const server = createServer(listener);
  limitConnections(server, { maxConnections: 3, isBusy });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const count = () => new Promise<number>((resolve) => server.getConnections((_, n) => resolve(n)));
  /** Opens a connection and waits until the server has it. */
  const open = async (text = '') => {
    const socket = connect(port, '127.0.0.1');
    let received = '';
    socket.on('data', (chunk) => {
      received += chunk;
    });
    socket.on('error', () => {});
    const accepted = new Promise((resolve) => server.once('connection', resolve));
    socket.write(text);
    await accepted;
    return { socket, received: () => received, isOpen: () => !socket.closed };
  };
  return { open, count, port };
};

it('closes the oldest silent connection for a new one', async () => {
  const { open } = await start();
  const [first, second, third] = [await open(), await open(), await open()];
  const fourth = await open('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  await eventually(() => expect(fourth.received()).toContain('200 OK'));
  await eventually(() => expect(first.isOpen()).toBe(false));
  expect([second.isOpen(), third.isOpen()]).toEqual([true, true]);
});

it('closes a silent connection rather than an older one that sent something', async () => {
  const { open } = await start();
  const used = await open('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  await eventually(() => expect(used.received()).toContain('200 OK'));
  const silent = await open();
  await open();
  await open();
  await eventually(() => expect(silent.isOpen()).toBe(false));
  expect(used.isOpen()).toBe(true);
});

it('closes no connection in use: then the new one is closed', async () => {
  const waiting: (() => void)[] = [];
  const { open } = await start(
    () => true,
    (_, res) => void waiting.push(() => res.end()),
  );
  const request = 'GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';
  const used = [await open(request), await open(request), await open(request)];
  await eventually(() => expect(waiting).toHaveLength(3));
  const late = await open(request);
  await eventually(() => expect(late.isOpen()).toBe(false));
  for (const answer of waiting) answer();
  await eventually(() => expect(used.every(({ received }) => received().includes('200 OK'))).toBe(true));
});

it('holds however many come at once', async () => {
  const { count, port } = await start();
  const sockets = Array.from({ length: 50 }, () => connect(port, '127.0.0.1').on('error', () => {}));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
  });
  await eventually(() => expect(sockets.filter(({ closed }) => !closed)).toHaveLength(3));
  expect(await count()).toBe(3);
});
