import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import type { EventEmitter } from 'node:events';
import { createServer, type RequestListener, request } from 'node:http';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { eventually } from '../../eventually.ts';
import { type Relay, type RelayOptions, startRelay } from '../../fakes/relay/relay.ts';

interface Client extends EventEmitter {
  readonly url: string;
  close(): void;
}
type OpenTunnel = (options: { host: string; port: number; subdomain?: string }) => Promise<Client>;
/** The real client, which has no types. */
const localtunnel: OpenTunnel = createRequire(import.meta.url)('localtunnel');

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

const listen = async (listener: RequestListener) => {
  const server = createServer(listener);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  cleanUps.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('not listening');
  return { server, port: address.port };
};

const echo: RequestListener = (incoming, response) => {
  const chunks: Buffer[] = [];
  incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
  incoming.on('end', () => {
    const { method, url, headers } = incoming;
    const sha256 = createHash('sha256').update(Buffer.concat(chunks)).digest('hex');
    response.writeHead(201, { 'content-type': 'application/json', 'x-note': 'kept' });
    response.end(JSON.stringify({ method, url, signature: headers['x-signature'], sha256 }));
  });
};

const relayOnLoopback = async (options?: RelayOptions): Promise<Relay> => {
  const relay = await startRelay({ waitMs: 600_000, ...options });
  cleanUps.push(() => relay.stop());
  return relay;
};

const tunnelTo = async (relay: Relay, port: number, subdomain?: string) => {
  const client = await localtunnel({ host: relay.url, port, ...(subdomain && { subdomain }) });
  const errors: Error[] = [];
  client.on('error', (error: Error) => errors.push(error));
  cleanUps.push(() => client.close());
  return Object.assign(client, { errors });
};

describe('the test relay', () => {
  it('carries a request and its answer through the real client', async () => {
    const relay = await relayOnLoopback();
    const client = await tunnelTo(relay, (await listen(echo)).port);
    const body = '{"comments":"Inwerken nieuwe collega 👋"}';
    const response = await fetch(`${client.url}/secret?a=1`, {
      method: 'POST',
      headers: { 'x-signature': 'sha256=abc' },
      body,
    });
    expect([response.status, response.headers.get('x-note')]).toEqual([201, 'kept']);
    expect(await response.json()).toEqual({
      method: 'POST',
      url: '/secret?a=1',
      signature: 'sha256=abc',
      sha256: createHash('sha256').update(body).digest('hex'),
    });
  });

  it('finds the tunnel by host name on its own port, and no other name', async () => {
    const relay = await relayOnLoopback();
    await tunnelTo(relay, (await listen(echo)).port, 'planner');
    const { hostname, port } = new URL(relay.url);
    const statusFor = (name: string): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        const headers = { host: `${name}.localhost:${port}` };
        request({ hostname, port, headers, agent: false }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
          .on('error', reject)
          .end();
      });
    expect([await statusFor('planner'), await statusFor('stranger')]).toEqual([201, 404]);
  });

  it('serves more simultaneous requests than the client has connections', async () => {
    const relay = await relayOnLoopback({ maxConnections: 3 });
    const client = await tunnelTo(relay, (await listen(echo)).port);
    const answers = await Promise.all(
      Array.from({ length: 60 }, async (_, at) => (await fetch(`${client.url}/${at}`)).json()),
    );
    expect(answers).toEqual(Array.from({ length: 60 }, (_, at) => expect.objectContaining({ url: `/${at}` })));
  });

  it('does not change a byte of large bodies, with or without a length', async () => {
    const relay = await relayOnLoopback();
    const client = await tunnelTo(relay, (await listen(echo)).port);
    const body = randomBytes(3 * 1024 * 1024);
    const sha256 = createHash('sha256').update(body).digest('hex');
    const whole = await fetch(client.url, { method: 'POST', body });
    const init: RequestInit & { duplex: 'half' } = { method: 'POST', body: new Blob([body]).stream(), duplex: 'half' };
    const streamed = await fetch(client.url, init);
    expect([await whole.json(), await streamed.json()]).toEqual([
      expect.objectContaining({ sha256 }),
      expect.objectContaining({ sha256 }),
    ]);
  });

  it('pipes an upgraded connection both ways', async () => {
    const { server, port } = await listen(echo);
    server.on('upgrade', (_request, socket) => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n');
      socket.pipe(socket);
    });
    const client = await tunnelTo(await relayOnLoopback(), port);
    const socket = connect(Number(new URL(client.url).port), '127.0.0.1');
    cleanUps.push(() => socket.destroy());
    let received = '';
    socket.on('data', (data: Buffer) => {
      received += data.toString();
    });
    socket.write('GET / HTTP/1.1\r\nHost: relay\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n');
    await eventually(() => expect(received).toContain('101 Switching'));
    socket.write('hello');
    await eventually(() => expect(received.endsWith('hello')).toBe(true));
  });

  it('assigns the requested name, or silently another one when it is in use', async () => {
    const relay = await relayOnLoopback();
    const { port } = await listen(echo);
    const first = await tunnelTo(relay, port, 'planner');
    const second = await tunnelTo(relay, port, 'planner');
    relay.takeName('office');
    await tunnelTo(relay, port, 'office');
    expect(second.url).not.toBe(first.url);
    expect(relay.tunnels().map(({ name }) => name)).toEqual([
      'planner',
      expect.stringMatching(/^t-/),
      expect.stringMatching(/^t-/),
    ]);
  });

  it('releases the name when its client has disconnected', async () => {
    const relay = await relayOnLoopback({ graceMs: 50 });
    const { port } = await listen(echo);
    const first = await tunnelTo(relay, port, 'planner');
    await eventually(() => expect(relay.tunnels()[0]?.connected).toBe(10));
    first.close();
    await eventually(() => expect(relay.tunnels()).toEqual([]));
    expect((await fetch(first.url)).status).toBe(404);
    expect((await tunnelTo(relay, port, 'planner')).url).toBe(first.url);
  });

  it('loses its clients when it restarts: they emit error, and a new tunnel has the same address', async () => {
    const relay = await relayOnLoopback();
    const { port } = await listen(echo);
    const before = await tunnelTo(relay, port, 'planner');
    expect((await fetch(before.url)).status).toBe(201);
    await relay.restart();
    await eventually(() => expect(before.errors.length).toBeGreaterThan(0));
    await expect(fetch(before.url)).rejects.toThrow();
    const after = await tunnelTo(relay, port, 'planner');
    expect(after.url).toBe(before.url);
    expect((await fetch(after.url)).status).toBe(201);
  });

  it('lets clients reconnect after their connections were closed', async () => {
    const relay = await relayOnLoopback();
    const client = await tunnelTo(relay, (await listen(echo)).port);
    await eventually(() => expect(relay.tunnels()[0]?.connected).toBe(10));
    relay.dropConnections();
    expect((await fetch(client.url)).status).toBe(201);
    expect(client.errors).toEqual([]);
  });

  it.each(['503', 'hang'] as const)('makes the client wait while registration answers %s', async (register) => {
    const relay = await relayOnLoopback();
    relay.setFaults({ register });
    const { port } = await listen(echo);
    let isOpen = false;
    const opening = tunnelTo(relay, port).then((client) => {
      isOpen = true;
      return client;
    });
    if (register === '503') expect((await fetch(`${relay.url}/?new`)).status).toBe(503);
    else await expect(fetch(`${relay.url}/?new`, { signal: AbortSignal.timeout(200) })).rejects.toThrow();
    expect(isOpen).toBe(false);
    relay.setFaults();
    await relay.restart(); // ends requests that hang; the client retries after a second
    expect((await fetch((await opening).url)).status).toBe(201);
  });

  it('refuses tunnel ports on demand', async () => {
    const relay = await relayOnLoopback();
    relay.setFaults({ tunnelPort: 'refuse' });
    const client = await tunnelTo(relay, (await listen(echo)).port);
    await eventually(() => expect(client.errors[0]?.message).toContain('connection refused'));
  });

  it('fails on the public side on demand', async () => {
    const relay = await relayOnLoopback();
    const client = await tunnelTo(relay, (await listen(echo)).port);
    relay.setFaults({ public: '503' });
    expect((await fetch(client.url)).status).toBe(503);
    relay.setFaults({ public: 'hang' });
    await expect(fetch(client.url, { signal: AbortSignal.timeout(200) })).rejects.toThrow();
    relay.setFaults();
    expect((await fetch(client.url)).status).toBe(201);
  });

  it('answers 502 when the client has no connection left', async () => {
    const relay = await relayOnLoopback({ waitMs: 50, graceMs: 60_000 });
    const registered: unknown = await (await fetch(`${relay.url}/planner`)).json();
    expect(registered).toEqual({
      id: 'planner',
      port: expect.any(Number),
      max_conn_count: 10,
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    });
    expect((await fetch(relay.tunnels()[0]?.url ?? '')).status).toBe(502);
    expect((await fetch(`${relay.url}/Not_a_name`)).status).toBe(403);
  });

  it('runs as a process, prints where it listens and ends on SIGTERM', async () => {
    const main = fileURLToPath(new URL('../../fakes/relay/main.ts', import.meta.url));
    const child = spawn(process.execPath, [main, '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
    cleanUps.push(() => child.kill('SIGKILL'));
    const line = await new Promise<string>((resolve) => createInterface(child.stdout).once('line', resolve));
    const { event, url } = JSON.parse(line) as { event: string; url: string };
    expect([event, (await fetch(`${url}/?new`)).status]).toEqual(['listening', 200]);
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });
});
