import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { silentLog } from '../../../electron/log.ts';
import { sendRequest } from '../../../electron/request.ts';
import { createLocaltunnel, type LocaltunnelOptions } from '../../../electron/tunnel/localtunnel.ts';
import type { OpenTunnel } from '../../../electron/tunnel/tunnel.ts';
import { holdDeadlines } from '../../fakes/deadlines.ts';
import { startRelay } from '../../fakes/relay/relay.ts';
import { openSockets, startLocalReceiver, until } from './local-receiver.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  await until('all sockets closed', () => openSockets() === 0);
});

const setUp = async (options: Partial<LocaltunnelOptions> = {}) => {
  const relay = await startRelay({ graceMs: 100, waitMs: 600_000 });
  const receiver = await startLocalReceiver();
  cleanups.push(
    () => relay[Symbol.asyncDispose](),
    () => receiver[Symbol.asyncDispose](),
  );
  const opener = createLocaltunnel({
    host: relay.url,
    localPort: receiver.port,
    sendRequest,
    timeoutMs: 600_000,
    log: silentLog,
    ...options,
  });
  const open = async (): Promise<OpenTunnel> => {
    const tunnel = await opener.open(new AbortController().signal);
    cleanups.push(tunnel.close);
    return tunnel;
  };
  return { relay, receiver, opener, open };
};

/** A fake relay that only answers registrations. */
const startAnswers = async (listener: RequestListener) => {
  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    listener(request, response);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests: () => requests };
};

const openAt = (host: string, { signal = new AbortController().signal, timeoutMs = 600_000, localPort = 1 } = {}) =>
  // With a clock that stands still, all closes count as simultaneous.
  createLocaltunnel({ host, localPort, sendRequest, timeoutMs, monotonicMs: () => 0, log: silentLog }).open(signal);

describe('a tunnel that works', () => {
  it('leads to the receiver', async () => {
    const { receiver, open } = await setUp();
    const { url } = await open();
    expect(await receiver.probe(url, new AbortController().signal)).toBe(true);
  });

  it('forwards any body unchanged', async () => {
    const { open } = await setUp();
    const { url } = await open();
    for (const body of [Buffer.from('é€😀'.repeat(50_000)), randomBytes(700_000)]) {
      const response = await fetch(`${url}/hash`, { method: 'POST', body });
      expect(await response.text()).toBe(createHash('sha256').update(body).digest('hex'));
    }
  });

  it('serves more requests than it has connections', async () => {
    const { receiver, open } = await setUp();
    const { url } = await open();
    const signal = new AbortController().signal;
    const answers = await Promise.all(Array.from({ length: 60 }, () => receiver.probe(url, signal)));
    expect(answers).not.toContain(false);
  });

  it('survives its connections being cut when the relay still listens', async () => {
    const { relay, receiver, open } = await setUp();
    const { url } = await open();
    relay.dropConnections();
    await until('connected again', () => (relay.tunnels()[0]?.connected ?? 0) === 10);
    expect(await receiver.probe(url, new AbortController().signal)).toBe(true);
  });

  it('is removed from the relay by close', async () => {
    const { relay, open } = await setUp();
    const tunnel = await open();
    await tunnel.close();
    await tunnel.close();
    await until('forgotten', () => relay.tunnels().length === 0);
  });
});

describe('the subdomain', () => {
  it('is the configured one, and is requested again when reopening', async () => {
    const names: string[] = [];
    const { relay, open } = await setUp({ subdomain: 'planning', onName: (name) => names.push(name) });
    await (await open()).close();
    await until('forgotten', () => relay.tunnels().length === 0);
    await open();
    expect(names).toEqual(['planning', 'planning']);
  });

  it('is reported when the configured one is in use, which is requested again next time', async () => {
    const names: string[] = [];
    const { relay, open } = await setUp({ subdomain: 'planning', onName: (name) => names.push(name) });
    relay.takeName('planning');
    const first = await open();
    expect(names[0]).not.toBe('planning');
    relay.releaseName('planning');
    const second = await open();
    expect(names[1]).toBe('planning');
    expect(second.url).not.toBe(first.url);
  });

  it('is the previous one when none is configured', async () => {
    const names: string[] = [];
    const { relay, open } = await setUp({ lastName: 'as-before', onName: (name) => names.push(name) });
    await (await open()).close();
    relay.takeName('as-before');
    await (await open()).close();
    await until('forgotten', () => relay.tunnels().length === 0);
    await open();
    expect(names[0]).toBe('as-before');
    expect(names[1]).not.toBe('as-before');
    expect(names[2]).toBe(names[1]);
  });
});

describe('losing the tunnel', () => {
  it('is detected when the relay ends', async () => {
    const { relay, open } = await setUp();
    const { lost } = await open();
    await relay.stop();
    expect(await lost).toMatchObject({ name: 'TunnelError', code: 'tunnel-failed' });
  });

  it('is detected when the relay restarts on the same port, and the next attempt works', async () => {
    const { relay, receiver, open } = await setUp({ subdomain: 'planning' });
    const first = await open();
    await relay.restart();
    await first.lost;
    const second = await open();
    expect(second.url).toBe(first.url);
    expect(await receiver.probe(second.url, new AbortController().signal)).toBe(true);
  });

  it('is detected when the relay closes every connection it accepts', async () => {
    let accepting = true;
    let connections = 0;
    const port = createTcpServer((socket) => {
      connections += 1;
      socket.on('error', () => {});
      if (!accepting) socket.destroy();
      else held.add(socket);
    });
    const held = new Set<Socket>();
    await new Promise<void>((resolve) => void port.listen(0, '127.0.0.1', resolve));
    cleanups.push(() => port.close());
    const answers = await startAnswers((_, response) =>
      response.end(
        JSON.stringify({
          id: 'x',
          port: (port.address() as AddressInfo).port,
          url: 'http://127.0.0.1:1',
          max_conn_count: 2,
        }),
      ),
    );
    const receiver = await startLocalReceiver();
    cleanups.push(() => receiver[Symbol.asyncDispose]());
    const tunnel = await openAt(answers.url, { localPort: receiver.port });
    cleanups.push(tunnel.close);
    accepting = false;
    for (const socket of held) socket.destroy();
    expect(await tunnel.lost).toMatchObject({ message: expect.stringContaining('end at once') });
    await tunnel.close();
    const atClose = connections;
    await until('nothing connects any more', () => openSockets() === 0);
    expect(connections - atClose).toBeLessThan(5);
  });
});

describe('a failed attempt to connect', () => {
  it('reports the answer of the relay, and is not repeated', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
    cleanups.push(() => vi.useRealTimers());
    const relay = await startAnswers((_, response) => response.writeHead(503).end());
    await expect(openAt(relay.url)).rejects.toThrow(`${new URL(relay.url).host} answered 503`);
    expect([vi.getTimerCount(), relay.requests()]).toEqual([0, 1]);
  });

  it('ends after its own time-out when the relay hangs', async () => {
    const deadlines = holdDeadlines();
    const relay = await startAnswers(() => deadlines.reach());
    await expect(openAt(relay.url, { timeoutMs: 15_000 })).rejects.toThrow('no answer in 15 s');
    await until('hung up', () => openSockets() === 0);
    expect(relay.requests()).toBe(1);
  });

  it('ends at once when it is cancelled', async () => {
    const relay = await startAnswers(() => {});
    const abort = new AbortController();
    const opening = openAt(relay.url, { signal: abort.signal });
    const rejected = expect(opening).rejects.toThrow('called off');
    await until('asked', () => relay.requests() === 1);
    abort.abort(new Error('called off'));
    await rejected;
    await until('hung up', () => openSockets() === 0);
  });

  it('reports which port refused', async () => {
    const { relay, open } = await setUp();
    relay.setFaults({ tunnelPort: 'refuse' });
    await expect(open()).rejects.toThrow(/127\.0\.0\.1:\d+: connection refused/);
  });

  it('reports that a host name does not resolve', async () => {
    await expect(openAt('https://relay.invalid')).rejects.toThrow(/^relay\.invalid: E\w+$/);
  });

  it.each([
    ['nothing', ''],
    ['a page', '<html>'],
    ['null', 'null'],
    ['no port', '{"id":"x","url":"http://127.0.0.1:1"}'],
    ['a port out of range', '{"id":"x","port":70000,"url":"http://127.0.0.1:1"}'],
    ['no web address', '{"id":"x","port":1,"url":"file:///etc/passwd"}'],
  ])('is an unexpected answer for %s', async (_, body) => {
    const relay = await startAnswers((_request, response) => response.end(body));
    await expect(openAt(relay.url)).rejects.toThrow('unexpected answer');
    expect(relay.requests()).toBe(1);
  });

  it('closes connections that a firewall silently drops', async () => {
    const blackHole = await startBlackHole();
    const relay = await startAnswers((_, response) =>
      response.end(JSON.stringify({ id: 'x', port: blackHole.port, url: 'http://127.0.0.1:1', max_conn_count: 10 })),
    );
    const tunnel = await openAt(relay.url);
    expect(openSockets()).toBeGreaterThan(2);
    await tunnel.close();
    await until('all gone', () => openSockets() === 0);
  });
});

/** A port whose process never accepts: a few connections succeed, all others hang while they connect. */
const startBlackHole = async (): Promise<{ port: number }> => {
  const script = `const server = require('node:net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
    require('node:fs').writeSync(1, String(server.address().port));
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60000);
  });`;
  const child: ChildProcess = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  cleanups.push(() => child.kill('SIGKILL'));
  if (!child.stdout) throw new Error('no output to read');
  const [chunk] = await once(child.stdout, 'data');
  return { port: Number(String(chunk)) };
};
