import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { WebSocketServer } from 'ws';
import type { Bridge, LinkState } from '../../renderer/bridge.ts';
import { createListeners } from '../../renderer/listeners.ts';
import type { PageAccess } from '../../renderer/page-access.ts';
import { openSocketBridge } from '../../renderer/socket-bridge.ts';
import { RequestError } from '../../renderer/store/request-error.ts';
import type { HelloAnswer } from '../../shared/access.ts';
import { eventually } from '../eventually.ts';

const ends: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** Access with one key, and what the bridge reported to it. */
const createAccess = () => {
  const added = createListeners<void>();
  const calls: string[] = [];
  const access: PageAccess = {
    hello: () => ({ keys: ['mine'] }),
    accepted: (key) => void calls.push(`accepted ${key}`),
    refused: () => void calls.push('refused'),
    isKept: () => true,
    onKeyAdded: added.add,
  };
  return { access, calls, addKey: () => added.notify() };
};

/** A server with the configured answers; `null`: no answer. `greet`: its answers to the first messages. */
const startServer = async (
  answer: (name: string) => object | null,
  port = 0,
  greet: (message: unknown) => HelloAnswer | null = () => ({ welcome: {} }),
) => {
  const server = new WebSocketServer({ host: '127.0.0.1', port });
  await new Promise((resolve) => server.once('listening', resolve));
  server.on('connection', (socket) => {
    socket.on('message', (data) => {
      const frame = JSON.parse(String(data)) as { id: number; name: string } | { hello: unknown };
      if ('hello' in frame) {
        const greeting = greet(frame.hello);
        if (greeting) socket.send(JSON.stringify(greeting));
        return;
      }
      const { id, name } = frame;
      const reply = answer(name);
      if (reply) socket.send(JSON.stringify({ id, ...reply }));
    });
  });
  const close = () =>
    new Promise<void>((resolve) => {
      for (const client of server.clients) client.terminate();
      server.close(() => resolve());
    });
  ends.push(close);
  const send = (frame: object) => {
    for (const client of server.clients) client.send(JSON.stringify(frame));
  };
  return { port: (server.address() as AddressInfo).port, close, send, server };
};
const open = (port: number, more: Partial<Parameters<typeof openSocketBridge>[0]> = {}) => {
  const bridge = openSocketBridge({
    url: `ws://127.0.0.1:${port}/socket`,
    backoffMs: [10, 20],
    access: createAccess().access,
    ...more,
  });
  ends.push(() => bridge.close());
  const links: LinkState[] = [];
  bridge.onLink((link) => links.push(link));
  return { bridge, links };
};
const count = (bridge: Bridge) => bridge.call('rejections.openCount', undefined);

describe('the WebSocket of web mode', () => {
  it('carries requests, pushes and failures', async () => {
    const server = await startServer((name) =>
      name === 'rejections.openCount'
        ? { ok: true, value: 4 }
        : { ok: false, failure: { code: 'failed', problem: { code: 'unreachable' } } },
    );
    const { bridge } = open(server.port);
    const heard = vi.fn();
    const stop = bridge.on('rejections.changed', heard);
    await expect(count(bridge)).resolves.toBe(4);
    await expect(bridge.call('connection.retry', undefined)).rejects.toMatchObject({
      problem: { code: 'unreachable' },
    });
    server.send({ push: 'rejections.changed', payload: { openCount: 5 } });
    await eventually(() => expect(heard).toHaveBeenCalledWith({ openCount: 5 }));
    stop();
    server.send({ push: 'rejections.changed', payload: { openCount: 6 } });
    await count(bridge);
    expect(heard).toHaveBeenCalledOnce();
  });

  it('reconnects, reports it, and sends queued requests', async () => {
    const first = await startServer(() => ({ ok: true, value: 1 }));
    const { bridge, links } = open(first.port);
    const reconnected = vi.fn();
    bridge.onReconnected(reconnected);
    await count(bridge);
    await first.close();
    await eventually(() => expect(links.at(-1)).toBe('reconnecting'));
    const waiting = count(bridge);
    await startServer(() => ({ ok: true, value: 2 }), first.port);
    await expect(waiting).resolves.toBe(2);
    expect(reconnected).toHaveBeenCalledOnce();
    expect(links.at(-1)).toBe('up');
  });

  it('fails requests in flight when the connection breaks, because a retry could run twice', async () => {
    const server = await startServer(() => null);
    const { bridge, links } = open(server.port);
    const failure = expect(count(bridge)).rejects.toEqual(new RequestError('disconnected'));
    await eventually(() => expect(links).toContain('up'));
    await server.close();
    await failure;
  });

  it('reports the app as unreachable after a while', async () => {
    const server = await startServer(() => ({ ok: true, value: 1 }));
    const { bridge, links } = open(server.port, { unreachableAfterMs: 60 });
    await count(bridge);
    await server.close();
    // On a slow machine this state may already have been reported before the first connection.
    await eventually(() => expect(links.slice(links.indexOf('up'))).toEqual(['up', 'reconnecting', 'gone']));
  });

  it('times a request out', async () => {
    const server = await startServer(() => null);
    const { bridge } = open(server.port, { callTimeoutMs: 80 });
    await expect(count(bridge)).rejects.toMatchObject({ code: 'disconnected' });
  });

  it('closes a connection without answers to pings', async () => {
    let isFrozen = false;
    const server = await startServer(() => (isFrozen ? null : { ok: true, value: 1 }));
    const { bridge, links } = open(server.port, { pingIntervalMs: 100 });
    // On a slow machine a ping may be missed.
    await eventually(() => count(bridge));
    isFrozen = true;
    const before = links.length;
    await eventually(() => expect(links.slice(before)).toContain('reconnecting'));
  });

  it('first shows its access, and sends requests and keeps a new key only once it was accepted', async () => {
    const seen: unknown[] = [];
    const asked: string[] = [];
    const server = await startServer(
      (name) => {
        asked.push(name);
        return { ok: true, value: 1 };
      },
      0,
      (message) => {
        seen.push(message);
        return null;
      },
    );
    const { access, calls } = createAccess();
    const { bridge, links } = open(server.port, { access });
    const waiting = count(bridge);
    await eventually(() => expect(seen).toEqual([{ keys: ['mine'] }]));
    expect([asked, links.includes('up')]).toEqual([[], false]);
    server.send({ welcome: { key: 'new' } });
    await expect(waiting).resolves.toBe(1);
    expect([calls, links.at(-1)]).toEqual([['accepted new'], 'up']);
  });

  it('reports why it was refused and does not try again, until another tab received a key', async () => {
    const answers: HelloAnswer[] = [{ refused: 'ticket-expired' }, { welcome: {} }];
    let greeted = 0;
    const server = await startServer(
      () => ({ ok: true, value: 1 }),
      0,
      () => answers[greeted++] ?? null,
    );
    const { access, calls, addKey } = createAccess();
    const { bridge, links } = open(server.port, { access, unreachableAfterMs: 60 });
    await expect(count(bridge)).rejects.toEqual(new RequestError('disconnected'));
    expect([links.at(-1), calls]).toEqual(['ticket-expired', ['refused']]);
    for (const client of server.server.clients) client.terminate();
    await eventually(() => expect(server.server.clients.size).toBe(0));
    const reconnected = vi.fn();
    bridge.onReconnected(reconnected);
    addKey();
    await eventually(() => expect(links.at(-1)).toBe('up'));
    // What failed before is read again.
    expect([greeted, reconnected.mock.calls.length]).toEqual([2, 1]);
  });

  it('tries again by itself after too many attempts', async () => {
    const answers: HelloAnswer[] = [{ refused: 'too-many-attempts' }, { welcome: {} }];
    const server = await startServer(
      () => ({ ok: true, value: 1 }),
      0,
      () => answers.shift() ?? null,
    );
    const { links } = open(server.port, { refusedRetryMs: 20 });
    await eventually(() => expect(links.at(-1)).toBe('up'));
    expect(links).toContain('too-many-attempts');
  });

  it('reports the end of its session while it is connected', async () => {
    const server = await startServer(() => ({ ok: true, value: 1 }));
    const { bridge, links } = open(server.port);
    await count(bridge);
    server.send({ refused: 'ticket-used' });
    for (const client of server.server.clients) client.close();
    await eventually(() => expect(links.at(-1)).toBe('ticket-used'));
  });
});
