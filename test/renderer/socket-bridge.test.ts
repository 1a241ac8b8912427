import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { WebSocketServer } from 'ws';
import type { Bridge, LinkState } from '../../renderer/bridge.ts';
import { openSocketBridge } from '../../renderer/socket-bridge.ts';
import { RequestError } from '../../renderer/store/request-error.ts';
import { eventually } from '../eventually.ts';

const ends: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** A server with the configured answers; `null`: no answer. */
const startServer = async (answer: (name: string) => object | null, port = 0) => {
  const server = new WebSocketServer({ host: '127.0.0.1', port });
  await new Promise((resolve) => server.once('listening', resolve));
  server.on('connection', (socket) => {
    socket.on('message', (data) => {
      const { id, name } = JSON.parse(String(data)) as { id: number; name: string };
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
  const bridge = openSocketBridge({ url: `ws://127.0.0.1:${port}/socket`, backoffMs: [10, 20], ...more });
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
});
