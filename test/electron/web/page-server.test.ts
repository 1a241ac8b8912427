import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../../electron/log.ts';
import { startWebServer, UiPortInUse, type WebServer } from '../../../electron/web/page-server.ts';
import type { Hello } from '../../../shared/access.ts';
import { createFakeMonitor } from '../ipc/fake-monitor.ts';
import { openScreen, refusedStatus } from '../ipc/screen.ts';
import { until } from '../tunnel/local-receiver.ts';

let folder: string;
let rendererDir: string;
let server: WebServer;
const fake = createFakeMonitor({ 'rejections.openCount': () => 2 });
const servers: WebServer[] = [];

const start = async (options: Partial<Parameters<typeof startWebServer>[0]> = {}): Promise<WebServer> => {
  const started = await startWebServer({
    port: 0,
    rendererDir,
    dataDir: folder,
    monitor: fake.monitor,
    log: silentLog,
    ...options,
  });
  servers.push(started);
  return started;
};

/** Sends a request with any headers and path, also those a browser would not send; does not follow redirects. */
const ask = (
  path: string,
  {
    method = 'GET',
    headers = {},
    to = server,
  }: { method?: string; headers?: Record<string, string>; to?: WebServer } = {},
) =>
  new Promise<{ status: number; headers: Record<string, unknown>; body: string }>((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port: to.port, path, method, headers, agent: false },
      async (response) => {
        let body = '';
        for await (const chunk of response) body += chunk;
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
      },
    );
    sent.on('error', reject).end();
  });
const ticketIn = (address: string): string => new URL(address).searchParams.get('ticket') ?? '';
/** Opens the socket as the page of `to` does. */
const openPage = (hello: Hello, to = server) =>
  openScreen(`ws://127.0.0.1:${to.port}/socket`, { origin: `http://127.0.0.1:${to.port}` }, hello);
/** A page with a new ticket, and its key. */
const enter = async (to = server) => {
  const page = await openPage({ ticket: ticketIn(to.newAddress()), keys: [] }, to);
  if (!('welcome' in page.answer)) throw new Error(page.answer.refused);
  return { ...page, key: page.answer.welcome.key ?? '' };
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'monitor-web-'));
  rendererDir = join(folder, 'renderer');
  await mkdir(join(rendererDir, 'assets'), { recursive: true });
  await writeFile(join(folder, 'secret.html'), 'key file');
  await writeFile(join(rendererDir, 'index.html'), '<!doctype html><title>Plan</title>');
  await writeFile(join(rendererDir, 'assets', 'index-D4x_k-9a.js'), 'export {}');
  await writeFile(join(rendererDir, 'assets', 'index-D4x_k-9a.css'), ':root {}');
  await writeFile(join(rendererDir, 'icon.svg'), '<svg/>');
  await writeFile(join(rendererDir, '.env'), 'secret');
  server = await start();
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((running) => running.close()));
  await rm(folder, { recursive: true });
});

describe('access', () => {
  it('is given once by a printed address, with a ticket of 256 bits, and then by the key it was exchanged for', async () => {
    const address = server.newAddress();
    expect(address).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:${server.port}/\\?ticket=[\\w-]{43}$`));
    expect(server.newAddress()).not.toBe(address);
    const page = await openPage({ ticket: ticketIn(address), keys: [] });
    expect(page.answer).toEqual({ welcome: { key: expect.stringMatching(/^[\w-]{43}$/) } });
    const key = 'welcome' in page.answer ? (page.answer.welcome.key ?? '') : '';
    expect((await openPage({ keys: [key] })).answer).toEqual({ welcome: {} });
  });

  it('goes on after a restart, on another port, too', async () => {
    const { key } = await enter();
    await server.close();
    server = await start();
    expect((await openPage({ keys: [key] })).answer).toEqual({ welcome: {} });
  });

  it('needs no cookie, and none is set', async () => {
    for (const path of ['/', `/?ticket=${ticketIn(server.newAddress())}`, '/assets/index-D4x_k-9a.js']) {
      const { status, headers } = await ask(path);
      expect([status, headers['set-cookie']]).toEqual([200, undefined]);
    }
  });

  it('is not taken by asking for the page: its script does that', async () => {
    const address = server.newAddress();
    await ask(new URL(address).pathname + new URL(address).search);
    expect((await openPage({ ticket: ticketIn(address), keys: [] })).answer).toHaveProperty('welcome');
  });

  it('ends for both at the second use of a ticket', async () => {
    const ticket = ticketIn(server.newAddress());
    const first = await openPage({ ticket, keys: [] });
    const second = await openPage({ ticket, keys: [] });
    expect(second.answer).toEqual({ refused: 'ticket-used' });
    expect(await first.closed).toBe(1008);
    expect(first.frames).toEqual([{ refused: 'ticket-used' }]);
  });

  it('serves an export once, by its own ticket', async () => {
    const exported = join(folder, 'history.csv');
    await writeFile(exported, 'a;b');
    const open = new Map([['once', exported]]);
    const takeExport = (name: string) => {
      const path = open.get(name);
      open.delete(name);
      return path;
    };
    const to = await start({ monitor: { ...fake.monitor, takeExport } });
    expect(await ask('/exports/guess', { to })).toMatchObject({ status: 404 });
    expect(await ask('/exports/once', { to, method: 'HEAD' })).toMatchObject({ status: 404 });
    expect(await ask('/exports/once', { to, headers: { host: 'evil.example' } })).toMatchObject({ status: 403 });
    expect(await ask('/exports/once', { to })).toMatchObject({ status: 200, body: 'a;b' });
    expect(await ask('/exports/once', { to })).toMatchObject({ status: 404 });
  });

  it('is not kept out by hundreds of silent connections, and keeps its own', async () => {
    const page = await enter();
    const silent = Array.from({ length: 400 }, () => createConnection({ host: '127.0.0.1', port: server.port }));
    for (const socket of silent) socket.on('error', () => {});
    await until('the oldest closed', () => silent.filter((socket) => socket.closed).length >= 144);
    expect(await ask('/')).toMatchObject({ status: 200 });
    expect(await page.ask({ id: 1, name: 'rejections.openCount' })).toMatchObject({ value: 2 });
    for (const socket of silent) socket.destroy();
  });
});

describe('another Host header (DNS rebinding)', () => {
  it.each([
    'evil.example',
    'evil.example:PORT',
    '127.0.0.1',
    '127.0.0.1:1',
    'localhost.evil.example:PORT',
    '[::1]:PORT',
  ])('is refused as %j, even with a ticket', async (host) => {
    const headers = { host: host.replace('PORT', String(server.port)) };
    for (const path of ['/', `/?ticket=${ticketIn(server.newAddress())}`, '/assets/index-D4x_k-9a.js']) {
      const answer = await ask(path, { headers });
      expect([answer.status, answer.body]).toEqual([403, expect.stringContaining('Open the address')]);
    }
    expect(
      await refusedStatus(`ws://127.0.0.1:${server.port}/socket`, { ...headers, origin: `http://${headers.host}` }),
    ).toBe(403);
  });

  it('accepts both names of this machine', async () => {
    for (const name of ['127.0.0.1', 'localhost', 'LocalHost']) {
      expect(await ask('/', { headers: { host: `${name}:${server.port}` } })).toMatchObject({ status: 200 });
    }
  });

  it('is also checked in the request line', async () => {
    expect(await ask(`http://127.0.0.1:${server.port}/`, { headers: { host: 'evil.example' } })).toMatchObject({
      status: 403,
    });
  });
});

describe('the socket', () => {
  const socketUrl = () => `ws://127.0.0.1:${server.port}/socket`;

  it('serves the contract to our own page', async () => {
    const screen = await enter();
    expect(await screen.ask({ id: 1, name: 'rejections.openCount' })).toEqual({ id: 1, ok: true, value: 2 });
    fake.push('rejections.changed', { openCount: 3 });
    expect(await screen.next(({ push }) => push !== undefined)).toMatchObject({ payload: { openCount: 3 } });
  });

  it('is closed without a key', async () => {
    const page = await openPage({ keys: [] });
    expect([page.answer, await page.closed]).toEqual([{ refused: 'no-access' }, 1008]);
  });

  it.each([
    'https://evil.example',
    'null',
    'http://127.0.0.1:1',
    'http://127.0.0.1',
    'http://localhost:PORT',
    'https://127.0.0.1:PORT',
    'http://127.0.0.1:PORT.evil.example',
  ])('is refused for a page of %s', async (page) => {
    expect(await refusedStatus(socketUrl(), { origin: page.replace('PORT', String(server.port)) })).toBe(403);
  });

  it('is refused without an Origin header', async () => {
    expect(await refusedStatus(socketUrl())).toBe(403);
  });
});

describe('files', () => {
  it.each([
    ['/', 'text/html; charset=utf-8', 'no-store'],
    ['/index.html', 'text/html; charset=utf-8', 'no-store'],
    ['/assets/index-D4x_k-9a.js', 'text/javascript; charset=utf-8', 'private, max-age=31536000, immutable'],
    ['/assets/index-D4x_k-9a.css', 'text/css; charset=utf-8', 'private, max-age=31536000, immutable'],
    ['/icon.svg', 'image/svg+xml', 'no-cache'],
    ['/icon.svg?v=2', 'image/svg+xml', 'no-cache'],
  ])('serves %s as %s, %s', async (path, type, cacheControl) => {
    const { status, headers } = await ask(path);
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([200, type, cacheControl]);
  });

  it('answers HEAD without a body and refuses every other method', async () => {
    const head = await ask('/icon.svg', { method: 'HEAD' });
    expect([head.status, head.headers['content-length'], head.body]).toEqual([200, '6', '']);
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
      expect(await ask('/', { method }), method).toMatchObject({ status: 405 });
    }
  });

  it.each([
    '/../secret.html',
    '/..%2fsecret.html',
    '/%2e%2e/secret.html',
    '/%2e%2e%2fsecret.html',
    '/..\\secret.html',
    '/..%5csecret.html',
    '/assets/../../secret.html',
    '/assets/..%2f..%2fsecret.html',
    '/....//secret.html',
    '//etc/passwd',
    '/%00',
    '/index.html%00.js',
    '/link.html',
    '/.env',
    '/assets',
    '/assets/',
    '/%',
    '/__proto__',
    'http://evil.example/index.html',
    '*',
  ])('are not found at %s', async (path) => {
    await symlink(join(folder, 'secret.html'), join(rendererDir, 'link.html')).catch(() => {});
    await ask('/');
    expect(await rawStatus(`GET ${path} HTTP/1.1`)).toMatch(/^HTTP\/1\.1 (400|404) /);
  });

  it('reports that the screens are not built, and serves them once they are', async () => {
    const bare = await start({ rendererDir: join(folder, 'later') });
    const answer = await ask('/', { to: bare });
    expect([answer.status, answer.body]).toEqual([503, expect.stringContaining('npm run build')]);
    await mkdir(join(folder, 'later'));
    await writeFile(join(folder, 'later', 'index.html'), 'built');
    expect(await ask('/', { to: bare })).toMatchObject({ status: 200, body: 'built' });
  });

  it('answers 404 when a known file was deleted', async () => {
    await rm(join(rendererDir, 'icon.svg'));
    expect(await ask('/icon.svg')).toMatchObject({ status: 404 });
  });
});

describe('headers', () => {
  it('protect every answer, successful or not', async () => {
    const answers = [
      await ask('/'),
      await ask('/assets/index-D4x_k-9a.js'),
      await ask('/no-such-page'),
      await ask('/', { method: 'POST' }),
      await ask('/', { headers: { host: 'evil.example' } }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 404, 405, 403]);
    for (const { headers } of answers) {
      expect(headers).toMatchObject({
        'x-frame-options': 'DENY',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      });
      expect(headers).not.toHaveProperty('access-control-allow-origin');
      expect(headers).not.toHaveProperty('x-powered-by');
    }
  });

  it('allow the page only its own files and its own socket', async () => {
    const { headers } = await ask('/');
    const policy = new Map(
      String(headers['content-security-policy'])
        .split('; ')
        .map((directive) => [directive.split(' ')[0], directive.split(' ').slice(1).join(' ')]),
    );
    expect(Object.fromEntries(policy)).toEqual({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self'",
      'img-src': "'self' data:",
      'font-src': "'self'",
      'connect-src': `'self' ws://127.0.0.1:${server.port} ws://localhost:${server.port}`,
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'none'",
    });
  });
});

describe('the port', () => {
  it('is named in the error when it is in use', async () => {
    const second = startWebServer({
      port: server.port,
      rendererDir,
      dataDir: folder,
      monitor: fake.monitor,
      log: silentLog,
    });
    await expect(second).rejects.toThrow(UiPortInUse);
    await expect(second).rejects.toMatchObject({ port: server.port });
  });

  it('is open on this machine only', async () => {
    await expect(fetch(`http://[::1]:${server.port}/`)).rejects.toThrow();
    await expect(fetch(`http://127.0.0.2:${server.port}/`)).rejects.toThrow();
  });

  it('is free again after close, which ends pages and idle connections, and may be called twice', async () => {
    const screen = await enter();
    const idle = createConnection({ host: '127.0.0.1', port: server.port });
    idle.on('error', () => {});
    let isIdleClosed = false;
    idle.on('close', () => {
      isIdleClosed = true;
    });
    idle.resume();
    await until('connected', () => !idle.connecting);
    await Promise.all([server.close(), server.close()]);
    expect(await screen.closed).toBe(1001);
    await until('hung up', () => isIdleClosed);
    const again = await start({ port: server.port });
    expect(again.port).toBe(server.port);
  });
});

/** Sends a request line exactly as given, without a client that normalises it; returns the status line. */
const rawStatus = (requestLine: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = createConnection({ host: '127.0.0.1', port: server.port });
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.on('error', reject);
    socket.on('end', () => resolve(text.split('\r\n', 1)[0] ?? ''));
    socket.write(`${requestLine}\r\nHost: 127.0.0.1:${server.port}\r\nConnection: close\r\n\r\n`);
  });
