import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type ClientOptions, WebSocket } from 'ws';
import { createSocketServer, type SocketServerOptions } from '../../../electron/ipc/socket-server.ts';
import { createLog } from '../../../electron/log.ts';
import type { Handlers } from '../../../shared/contract.ts';
import { ProblemError } from '../../../shared/problems.ts';
import { until } from '../tunnel/local-receiver.ts';
import { createFakeMonitor } from './fake-monitor.ts';
import { openScreen, refusedStatus } from './screen.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const start = async (handlers: Partial<Handlers> = {}, options: Partial<SocketServerOptions> = {}) => {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const fake = createFakeMonitor(handlers);
  const lines: string[] = [];
  const log = createLog((line) => lines.push(line));
  const admit = () => ({ ok: true as const, ended: new AbortController().signal, renew: () => {} });
  const door = createSocketServer({ server, mayOpen: () => true, admit, monitor: fake.monitor, log, ...options });
  cleanups.push(async () => {
    await door.close();
    server.closeAllConnections();
    server.close();
  });
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/socket`;
  return { ...fake, url, door, server, lines, open: (options?: ClientOptions) => openScreen(url, options) };
};

describe('requests', () => {
  it('are answered only with the fields of the contract', async () => {
    const info = {
      version: '1.2.3',
      shell: 'web',
      demo: false,
      dataDir: '/data',
      canRestart: false,
      systemLanguage: 'nl',
    } as const;
    const { open } = await start({ 'app.info': () => ({ ...info, secret: 'hidden' }) });
    const { ask } = await open();
    expect(await ask({ id: 0, name: 'app.info' })).toEqual({ id: 0, ok: true, value: info });
  });

  it('without a result get an answer without `value`', async () => {
    const seen: unknown[] = [];
    const { open } = await start({ 'rejections.acknowledge': (input) => void seen.push(input) });
    const { ask } = await open();
    expect(await ask({ id: 1, name: 'rejections.acknowledge', input: { ids: [5] } })).toEqual({ id: 1, ok: true });
    expect(seen).toEqual([{ ids: [5] }]);
  });

  it('are answered in order of completion', async () => {
    const slow = Promise.withResolvers<number>();
    const { open } = await start({ 'rejections.openCount': () => slow.promise, 'rejections.reopen': () => {} });
    const screen = await open();
    const first = screen.ask({ id: 1, name: 'rejections.openCount' });
    await screen.ask({ id: 2, name: 'rejections.reopen', input: { ids: [] } });
    slow.resolve(3);
    expect(await first).toEqual({ id: 1, ok: true, value: 3 });
    expect(screen.frames.map(({ id }) => id)).toEqual([2, 1]);
  });

  it.each(['no.such', 'timeline.changed', '__proto__', 'constructor', ''])('named %j are unknown', async (name) => {
    const { open } = await start();
    const { ask } = await open();
    expect(await ask({ id: 1, name })).toEqual({ id: 1, ok: false, failure: { code: 'unknown-request' } });
  });

  it('with an invalid input never reach the core', async () => {
    const calls: unknown[] = [];
    const { open } = await start({ 'rejections.acknowledge': (input) => void calls.push(input) });
    const { ask } = await open();
    for (const [id, input] of [undefined, null, [], {}, { ids: 'all' }, { ids: [1.5] }].entries()) {
      expect(await ask({ id, name: 'rejections.acknowledge', input })).toMatchObject({
        failure: { code: 'bad-request' },
      });
    }
    expect(calls).toEqual([]);
  });

  it('that fail return a known problem, or a general failure', async () => {
    const { open, lines } = await start({
      'connection.subscribe': () => {
        throw new ProblemError({ code: 'missing-scope', scope: 'planning' });
      },
      'connection.renew': () => {
        throw new Error('SQLITE_CORRUPT');
      },
    });
    const { ask } = await open();
    expect(await ask({ id: 1, name: 'connection.subscribe' })).toEqual({
      id: 1,
      ok: false,
      failure: { code: 'failed', problem: { code: 'missing-scope', scope: 'planning' } },
    });
    expect(await ask({ id: 2, name: 'connection.renew' })).toEqual({ id: 2, ok: false, failure: { code: 'failed' } });
    expect(lines.join()).toContain('SQLITE_CORRUPT');
  });

  it('that are invalid leave no value in the log', async () => {
    const { open, lines } = await start();
    const { ask } = await open();
    await ask({ id: 1, name: 'settings.setClientSecret', input: { secret: 42, hunter2: 'hunter2' } });
    expect(lines.join()).toContain('settings.setClientSecret');
    expect(lines.join()).not.toContain('hunter2');
  });
});

describe('invalid frames', () => {
  it('are answered when they have an id', async () => {
    const { open } = await start();
    const { ask } = await open();
    for (const [id, name] of [undefined, 7, 'x'.repeat(101)].entries()) {
      expect(await ask({ id, name })).toEqual({ id, ok: false, failure: { code: 'bad-request' } });
    }
  });

  it.each(['', '{', 'null', '[]', '"text"', '{"name":"app.info"}', '{"id":-1,"name":"app.info"}', '{"id":"1"}'])(
    'close the socket: %s',
    async (text) => {
      const { open } = await start();
      const { socket, closed } = await open();
      socket.send(text);
      expect(await closed).toBe(1008);
    },
  );

  it('close their socket when they are binary or too long; other sockets stay open', async () => {
    const { open, door } = await start({ 'rejections.openCount': () => 0 });
    const [binary, long, good] = [await open(), await open(), await open()];
    binary.socket.send(Buffer.from([1, 2, 3]));
    long.socket.send(JSON.stringify({ id: 1, name: 'app.info', input: 'x'.repeat(300_000) }));
    expect([await binary.closed, await long.closed]).toEqual([1003, 1009]);
    expect(await good.ask({ id: 1, name: 'rejections.openCount' })).toMatchObject({ ok: true });
    await until('forgotten', () => door.clients() === 1);
  });

  it('may be as long as the longest request of the contract', async () => {
    const { open } = await start({ 'rejections.acknowledge': () => {} });
    const { ask } = await open();
    const ids = Array.from({ length: 10_000 }, () => Number.MAX_SAFE_INTEGER);
    expect(await ask({ id: 1, name: 'rejections.acknowledge', input: { ids } })).toMatchObject({ ok: true });
  });
});

describe('pushes', () => {
  it('reach every screen, only with the fields of the contract', async () => {
    const { open, push } = await start();
    const screens = [await open(), await open(), await open()];
    push('rejections.changed', { openCount: 4, personName: 'not for the wire' } as { openCount: number });
    for (const { next } of screens) {
      expect(await next(({ push }) => push === 'rejections.changed')).toEqual({
        push: 'rejections.changed',
        payload: { openCount: 4 },
      });
    }
  });

  it('that violate the contract are logged and not sent', async () => {
    const { open, push, lines } = await start();
    const { frames, next } = await open();
    push('rejections.changed', { openCount: 'many' } as unknown as { openCount: number });
    push('rejections.changed', { openCount: 1 });
    await next(({ push }) => push === 'rejections.changed');
    expect(frames).toHaveLength(1);
    expect(lines.join()).toContain('openCount: invalid_type');
  });
});

describe('notices', () => {
  it('are offered to one page and taken by it, until its socket is closed', async () => {
    const { open, pages, door } = await start();
    const [one, two] = [await open(), await open()];
    pages[1]?.offer(7);
    expect(await two.next(({ push }) => push === 'notices.raised')).toMatchObject({ payload: { id: 7 } });
    const taken = await two.ask({ id: 1, name: 'notices.take', input: { id: 7 } });
    expect(taken).toMatchObject({ ok: true, value: { tag: '1 takes 7' } });
    expect(one.frames).toEqual([]);
    two.socket.terminate();
    await until('it is gone', () => door.clients() === 1);
    expect(pages.map(({ isClosed }) => isClosed)).toEqual([false, true]);
  });
});

describe('misbehaving clients', () => {
  it('are disconnected when they do not read; others stay connected', async () => {
    const { open, push, door } = await start({}, { limits: { maxBufferedBytes: 100_000 } });
    const [stuck, good] = [await open(), await open()];
    const people = Array.from({ length: 1000 }, (_, id) => ({
      id,
      firstName: 'x'.repeat(500),
      lastName: '',
      employeeNumber: null,
    }));
    stuck.socket.pause();
    let received = 0;
    good.socket.on('message', () => {
      received += 1;
    });
    for (let sent = 1; door.clients() === 2; sent += 1) {
      push('names.changed', { people: people as never, activities: [] });
      await until('the good one has read', () => received === sent);
      expect(sent).toBeLessThan(200);
    }
    expect(door.clients()).toBe(1);
    expect(good.socket.readyState).toBe(good.socket.OPEN);
  });

  it('are disconnected when they send too many requests at once', async () => {
    const { open } = await start(
      { 'rejections.openCount': () => new Promise(() => {}) },
      { limits: { maxPending: 10 } },
    );
    const { socket, closed } = await open();
    for (let id = 0; id < 11; id += 1) socket.send(JSON.stringify({ id, name: 'rejections.openCount' }));
    expect(await closed).toBe(1008);
  });

  it('are disconnected when they do not answer pings', async () => {
    const { open, door } = await start({}, { limits: { keepAliveMs: 1000 } });
    const [, alive] = [await open({ autoPong: false }), await open()];
    await until('one left', () => door.clients() === 1);
    await once(alive.socket, 'ping');
    expect(alive.socket.readyState).toBe(alive.socket.OPEN);
  });

  it('are refused above the connection limit', async () => {
    const { open, url, door } = await start({}, { limits: { maxClients: 2 } });
    const first = await open();
    await open();
    expect(await refusedStatus(url)).toBe(503);
    first.socket.close();
    await until('one left', () => door.clients() === 1);
    expect(await refusedStatus(url)).toBeUndefined();
  });
});

describe('the WebSocket endpoint', () => {
  it('accepts only its path and authorised clients', async () => {
    const { url } = await start();
    expect(await refusedStatus(url.replace('/socket', '/other'))).toBe(404);
    const closed = await start({}, { mayOpen: () => false });
    expect(await refusedStatus(closed.url)).toBe(403);
  });

  it('closes every socket, also of an unresponsive client, and unsubscribes from the core', async () => {
    const { open, door, listeners, url } = await start();
    const [stuck, good] = [await open(), await open()];
    stuck.socket.pause();
    await door.close();
    expect(await good.closed).toBe(1001);
    expect([door.clients(), listeners()]).toEqual([0, 0]);
    await expect(openScreen(url)).rejects.toThrow();
    stuck.socket.terminate();
  });
});

describe('the first message', () => {
  const ready = async (url: string) => {
    const socket = new WebSocket(url);
    const frames: unknown[] = [];
    socket.on('message', (data) => frames.push(JSON.parse(String(data))));
    const closed = once(socket, 'close').then(([code]) => code as number);
    await once(socket, 'open');
    return { socket, frames, closed };
  };

  it('decides about access; before it nothing is sent, answered or connected', async () => {
    const { url, push, pages, door } = await start({ 'rejections.openCount': () => 2 });
    const silent = await ready(url);
    push('rejections.changed', { openCount: 3 });
    expect([door.clients(), pages]).toEqual([0, []]);
    silent.socket.send(JSON.stringify({ id: 1, name: 'rejections.openCount' }));
    expect(await silent.closed).toBe(1008);
    expect(silent.frames).toEqual([]);
  });

  it.each([
    ['no JSON', 'hello'],
    ['another frame', '{"welcome":{}}'],
    ['no keys', '{"hello":{}}'],
    ['too many keys', JSON.stringify({ hello: { keys: ['a', 'b', 'c', 'd', 'e'] } })],
    ['a long key', JSON.stringify({ hello: { keys: ['a'.repeat(65)] } })],
    ['a long text', JSON.stringify({ hello: { keys: [] }, more: 'x'.repeat(5000) })],
  ])('closes the socket when it is %s', async (_, text) => {
    let asked = 0;
    const { url } = await start(
      {},
      {
        admit: () => {
          asked += 1;
          return { ok: false, reason: 'no-access' };
        },
      },
    );
    const page = await ready(url);
    page.socket.send(text);
    expect(await page.closed).toBe(1008);
    expect([asked, page.frames]).toEqual([0, []]);
  });

  it('is answered with the reason of a refusal, and with nothing else', async () => {
    const { open, door } = await start({}, { admit: () => ({ ok: false, reason: 'ticket-expired' }) });
    const page = await open();
    expect(page.answer).toEqual({ refused: 'ticket-expired' });
    expect(await page.closed).toBe(1008);
    expect([door.clients(), page.frames]).toEqual([0, []]);
  });

  it('has to come in time', async () => {
    const { url } = await start({}, { limits: { helloMs: 20 } });
    expect(await (await ready(url)).closed).toBe(1006);
  });

  it('leads to a session whose end closes its pages with the reason', async () => {
    const ending = new AbortController();
    const { open, door } = await start({}, { admit: () => ({ ok: true, ended: ending.signal, renew: () => {} }) });
    const pages = [await open(), await open()];
    ending.abort();
    for (const page of pages) {
      expect(await page.closed).toBe(1008);
      expect(page.frames).toEqual([{ refused: 'ticket-used' }]);
    }
    await until('disconnected', () => door.clients() === 0);
  });
});
