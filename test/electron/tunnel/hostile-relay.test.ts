import { spawn } from 'node:child_process';
import dns from 'node:dns';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it, vi } from 'vitest';
import { silentLog } from '../../../electron/log.ts';
import { sendRequest } from '../../../electron/request.ts';
import { createLocaltunnel, type LocaltunnelOptions } from '../../../electron/tunnel/localtunnel.ts';
import type { OpenTunnel } from '../../../electron/tunnel/tunnel.ts';
import { holdDeadlines } from '../../fakes/deadlines.ts';
import { relayCertificate } from '../../fakes/relay/certificates.ts';
import { startRelay } from '../../fakes/relay/relay.ts';
import { openSockets, startLocalReceiver, until } from './local-receiver.ts';

const MAIN = fileURLToPath(new URL('../../fakes/relay/hostile-main.ts', import.meta.url));

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  await until('all sockets closed', () => openSockets() === 0);
});

/** A relay in its own process; `lines` are the requests and connections that reached it. */
const startHostile = async (...args: string[]) => {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  cleanups.push(() => void child.kill('SIGKILL'));
  const lines: { event: string; url?: string }[] = [];
  createInterface(child.stdout).on('line', (line) => lines.push(JSON.parse(line)));
  await until('listening', () => lines.length > 0);
  const count = (event: string) => lines.filter((line) => line.event === event).length;
  return { url: lines[0]?.url ?? '', lines, count };
};

const openAt = async (host: string, options: Partial<LocaltunnelOptions> = {}): Promise<OpenTunnel> => {
  const opener = createLocaltunnel({ host, localPort: 1, sendRequest, timeoutMs: 600_000, log: silentLog, ...options });
  const tunnel = await opener.open(new AbortController().signal);
  cleanups.push(() => tunnel.close());
  return tunnel;
};

/** The answer of an honest relay, with other fields. */
const answer = (fields: object): string[] => [
  '--answer',
  JSON.stringify({ id: 'brave-cat-12', port: 'PORT', url: 'http://127.0.0.1:1', max_conn_count: 1, ...fields }).replace(
    '"PORT"',
    'PORT',
  ),
];

it('gets no more than ten connections, however many it asks for', async () => {
  const relay = await startHostile(...answer({ max_conn_count: 1e9 }));
  await openAt(relay.url);
  await until('all connected', () => relay.count('tunnel connection') === 10);
  expect(openSockets()).toBeLessThan(14);
});

it('cannot send the tunnel to another host by naming an ip', async () => {
  let foreign = 0;
  const other = createTcpServer(() => {
    foreign += 1;
  });
  await new Promise<void>((resolve) => void other.listen(0, '127.0.0.2', resolve));
  cleanups.push(() => void other.close());
  const { port } = other.address() as AddressInfo;
  const relay = await startHostile(...answer({ ip: '127.0.0.2', port }));
  await expect(openAt(relay.url)).rejects.toThrow(`127.0.0.1:${port}: connection refused`);
  expect(foreign).toBe(0);
});

it('cannot have test messages sent to another host', async () => {
  for (const url of ['https://intranet.example', 'https://192.168.1.1', 'http://x.relay.example']) {
    const relay = await startHostile(...answer({ url }));
    await expect(openAt(relay.url)).rejects.toThrow('offers an address of another host');
  }
});

it('cannot redirect the registration', async () => {
  const urls: (string | undefined)[] = [];
  const other = createServer((request, response) => {
    urls.push(request.url);
    response.end();
  });
  await new Promise<void>((resolve) => void other.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => void other.close());
  const relay = await startHostile('--location', `http://127.0.0.1:${(other.address() as AddressInfo).port}/`);
  await expect(openAt(relay.url)).rejects.toThrow('answered 302');
  expect(urls).toEqual([]);
});

it('is hung up on when its answer does not end', async () => {
  const relay = await startHostile('--pace', 'endless');
  await expect(openAt(relay.url)).rejects.toThrow('unexpected answer');
  await until('hung up', () => relay.count('hung up') === 1);
});

it('is hung up on when its answer takes too long, though it keeps sending', async () => {
  const deadlines = holdDeadlines();
  const relay = await startHostile('--pace', 'drip');
  const opening = openAt(relay.url, { timeoutMs: 15_000 });
  const rejected = expect(opening).rejects.toThrow('no answer in 15 s');
  await until('asked', () => relay.count('request') === 1);
  deadlines.reach();
  await rejected;
  await until('hung up', () => relay.count('hung up') === 1);
});

it.each([
  ['a path', '../../status'],
  ['capitals', 'Brave-Cat'],
  ['nothing', ''],
  ['a host name', 'cat.example'],
  ['a long text', 'a'.repeat(64)],
])('cannot give %s as a name', async (_, id) => {
  const relay = await startHostile(...answer({ id }));
  await expect(openAt(relay.url)).rejects.toThrow('unexpected answer');
});

it.each([0, -1, 70_000, 1.5, null, '22', '127.0.0.1:22'])('cannot give %s as a port', async (port) => {
  const relay = await startHostile(...answer({ port }));
  await expect(openAt(relay.url)).rejects.toThrow('unexpected answer');
});

it('is asked for a name that stays one segment of its path', async () => {
  const relay = await startHostile('--answer', '{}');
  await expect(openAt(relay.url, { lastName: '../status?x#y' })).rejects.toThrow('unexpected answer');
  expect(relay.lines.find(({ event }) => event === 'request')?.url).toBe('/..%2Fstatus%3Fx%23y');
});

it('leads to the receiver on 127.0.0.1, whatever "localhost" means on this computer', async () => {
  const relay = await startRelay();
  const receiver = await startLocalReceiver();
  cleanups.push(
    () => relay[Symbol.asyncDispose](),
    () => receiver[Symbol.asyncDispose](),
  );
  const original = dns.lookup as (...parameters: unknown[]) => void;
  const lookUp = vi.spyOn(dns, 'lookup').mockImplementation(((...parameters: unknown[]) => {
    const done = parameters.at(-1) as (...result: unknown[]) => void;
    if (parameters[0] === 'localhost') done(null, [{ address: '::1', family: 6 }]);
    else original(...parameters);
  }) as never);
  cleanups.push(() => lookUp.mockRestore());
  const tunnel = await openAt(relay.url, { localPort: receiver.port });
  expect(await receiver.probe(tunnel.url, new AbortController().signal)).toBe(true);
  await tunnel.close();
});

it('is refused when it asks for encryption and its certificate is not trusted', async () => {
  await using relay = await startRelay({ tls: relayCertificate() });
  await expect(openAt(relay.url)).rejects.toThrow(
    /^127\.0\.0\.1:\d+: [A-Z_]*(LEAF_SIGNATURE|SELF_SIGNED|ISSUER)[A-Z_]*$/,
  );
});
