import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../../electron/log.ts';
import { startWebServer, UiPortInUse, type WebServer } from '../../../electron/web/page-server.ts';
import { createFakeMonitor } from '../ipc/fake-monitor.ts';
import { openScreen, refusedStatus } from '../ipc/screen.ts';
import { until } from '../tunnel/local-receiver.ts';

const token = 'printed-token';
let folder: string;
let rendererDir: string;
let server: WebServer;
let cookie: string;
const fake = createFakeMonitor({ 'rejections.openCount': () => 2 });
const servers: WebServer[] = [];

const start = async (options: Partial<Parameters<typeof startWebServer>[0]> = {}): Promise<WebServer> => {
  const started = await startWebServer({
    port: 0,
    rendererDir,
    monitor: fake.monitor,
    log: silentLog,
    token,
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
const askAsScreen = (path: string, headers: Record<string, string> = {}) =>
  ask(path, { headers: { cookie, ...headers } });
const cookieOf = async (to: WebServer, value = token): Promise<string> => {
  const { headers } = await ask(`/?token=${value}`, { to });
  return String(headers['set-cookie']).split(';', 1)[0] ?? '';
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
  cookie = await cookieOf(server);
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((running) => running.close()));
  await rm(folder, { recursive: true });
});

describe('access', () => {
  it('is granted once by the printed URL, then by a cookie other than the token', async () => {
    expect(server.url).toBe(`http://127.0.0.1:${server.port}/?token=${token}`);
    const { status, headers } = await ask(`/?token=${token}`);
    expect([status, headers.location, headers['cache-control']]).toEqual([303, '/?let-in', 'no-store']);
    expect(String(headers['set-cookie'])).toMatch(
      new RegExp(`^monitor-${server.port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`),
    );
    expect(String(headers['set-cookie'])).not.toContain(token);
    expect(await askAsScreen('/?let-in')).toMatchObject({ status: 303, headers: { location: '/' } });
    expect(await askAsScreen('/')).toMatchObject({ status: 200, body: '<!doctype html><title>Plan</title>' });
  });

  it('uses a new key of 256 bits for each start', async () => {
    const urls = [];
    for (let count = 0; count < 2; count += 1) {
      const started = await startWebServer({ port: 0, rendererDir, monitor: fake.monitor, log: silentLog });
      servers.push(started);
      urls.push(new URL(started.url).searchParams.get('token'));
    }
    expect(urls[0]).toMatch(/^[\w-]{43}$/);
    expect(urls[0]).not.toBe(urls[1]);
  });

  it.each([
    ['nothing', '/', {}],
    ['a wrong token', '/?token=guess', {}],
    ['an empty token', '/?token=', {}],
    ['the token at another path', `/index.html?token=${token}`, {}],
    ['the token as cookie', '/', { cookie: `monitor-PORT=${token}` }],
    ['a wrong cookie', '/', { cookie: 'monitor-PORT=guess' }],
    ['an empty cookie', '/', { cookie: 'monitor-PORT=' }],
    ["another copy's cookie", '/', { cookie: 'monitor-1=COOKIE' }],
  ])('is refused with %s, with an explanation', async (_, path, headers: Record<string, string>) => {
    const value = headers.cookie?.replace('PORT', String(server.port)).replace('COOKIE', cookie.split('=')[1] ?? '');
    const answer = await ask(path, { headers: value ? { cookie: value } : {} });
    expect([answer.status, answer.headers['set-cookie']]).toEqual([403, undefined]);
    expect(answer.body).toContain('Open the address that the app printed');
  });

  it('finds the cookie among others', async () => {
    expect(await askAsScreen('/', { cookie: `a=1; ${cookie}; b=2` })).toMatchObject({ status: 200 });
  });

  it('works from a link on another site, where a redirect would drop the SameSite cookie', async () => {
    const { status, headers, body } = await ask(`/?token=${token}`, { headers: { 'sec-fetch-site': 'cross-site' } });
    expect([status, String(headers['set-cookie']).split(';', 1)[0]]).toEqual([200, cookie]);
    expect(body).toContain('<meta http-equiv="refresh" content="0;url=/?let-in">');
  });

  it.each([
    ['en', 'This browser blocks cookies'],
    ['nl', 'Deze browser blokkeert cookies'],
    ['fr', 'Ce navigateur bloque les cookies'],
  ])(
    'is refused with a message about blocked cookies when the cookie is not sent back, in %s',
    async (language, words) => {
      const { headers } = await ask(`/?token=${token}`);
      const answer = await ask(String(headers.location), { headers: { 'accept-language': language } });
      expect(answer.status).toBe(403);
      expect(answer.body).toContain(words);
    },
  );

  it('removes an old token from the URL of an authorised browser', async () => {
    expect(await askAsScreen('/?token=old')).toMatchObject({ status: 303, headers: { location: '/' } });
  });

  it('is refused in the language of the browser', async () => {
    const dutch = await ask('/', { headers: { 'accept-language': 'nl-BE,nl;q=0.9' } });
    expect(dutch.body).toContain('Open het adres dat de app heeft getoond');
    const french = await ask('/', { headers: { 'accept-language': 'xx, fr-BE;q=0.8' } });
    expect(french.body).toContain('Ouvrez l’adresse');
  });

  it('answers the same for existing and missing files without a cookie', async () => {
    const answers = await Promise.all(['/assets/index-D4x_k-9a.js', '/assets/no.js'].map((path) => ask(path)));
    expect(answers.map(({ status }) => status)).toEqual([403, 403]);
    expect(answers[0]?.body).toBe(answers[1]?.body);
  });

  it('supports two copies of the app in one browser', async () => {
    const other = await start({ token: 'other' });
    const both = `${cookie}; ${await cookieOf(other, 'other')}`;
    expect(await ask('/', { headers: { cookie: both } })).toMatchObject({ status: 200 });
    expect(await ask('/', { headers: { cookie: both }, to: other })).toMatchObject({ status: 200 });
    expect(await ask('/', { headers: { cookie }, to: other })).toMatchObject({ status: 403 });
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
  ])('is refused as %j, even with token and cookie', async (host) => {
    const headers = { cookie, host: host.replace('PORT', String(server.port)) };
    for (const path of ['/', `/?token=${token}`, '/assets/index-D4x_k-9a.js']) {
      const answer = await ask(path, { headers });
      expect([answer.status, answer.headers['set-cookie']]).toEqual([403, undefined]);
    }
    expect(
      await refusedStatus(`ws://127.0.0.1:${server.port}/socket`, { ...headers, origin: `http://${headers.host}` }),
    ).toBe(403);
  });

  it('accepts both names of this machine', async () => {
    for (const name of ['127.0.0.1', 'localhost', 'LocalHost']) {
      expect(await askAsScreen('/', { host: `${name}:${server.port}` })).toMatchObject({ status: 200 });
    }
  });

  it('is also checked in the request line', async () => {
    expect(await ask(`http://127.0.0.1:${server.port}/`, { headers: { cookie, host: 'evil.example' } })).toMatchObject({
      status: 403,
    });
  });
});

describe('the socket', () => {
  const socketUrl = () => `ws://127.0.0.1:${server.port}/socket`;
  const origin = () => `http://127.0.0.1:${server.port}`;

  it('serves the contract to our own page', async () => {
    const screen = await openScreen(socketUrl(), { headers: { cookie }, origin: origin() });
    expect(await screen.ask({ id: 1, name: 'rejections.openCount' })).toEqual({ id: 1, ok: true, value: 2 });
    fake.push('rejections.changed', { openCount: 3 });
    expect(await screen.next(({ push }) => push !== undefined)).toMatchObject({ payload: { openCount: 3 } });
  });

  it('is refused without the cookie', async () => {
    expect(await refusedStatus(socketUrl(), { origin: origin() })).toBe(403);
    expect(await refusedStatus(`${socketUrl()}?token=${token}`, { origin: origin() })).toBe(403);
  });

  it.each([
    'https://evil.example',
    'null',
    'http://127.0.0.1:1',
    'http://127.0.0.1',
    'http://localhost:PORT',
    'https://127.0.0.1:PORT',
    'http://127.0.0.1:PORT.evil.example',
  ])('is refused for a page of %s, with or without the cookie', async (page) => {
    const headers = { cookie, origin: page.replace('PORT', String(server.port)) };
    expect(await refusedStatus(socketUrl(), headers)).toBe(403);
  });

  it('is refused without an Origin header', async () => {
    expect(await refusedStatus(socketUrl(), { cookie })).toBe(403);
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
    const { status, headers } = await askAsScreen(path);
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([200, type, cacheControl]);
  });

  it('answers HEAD without a body and refuses every other method', async () => {
    const head = await ask('/icon.svg', { method: 'HEAD', headers: { cookie } });
    expect([head.status, head.headers['content-length'], head.body]).toEqual([200, '6', '']);
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
      expect(await ask('/', { method, headers: { cookie } }), method).toMatchObject({ status: 405 });
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
    await askAsScreen('/');
    expect(await rawStatus(`GET ${path} HTTP/1.1`, cookie)).toMatch(/^HTTP\/1\.1 (400|404) /);
  });

  it('reports that the screens are not built, and serves them once they are', async () => {
    const bare = await start({ rendererDir: join(folder, 'later') });
    const headers = { cookie: await cookieOf(bare) };
    const answer = await ask('/', { to: bare, headers });
    expect([answer.status, answer.body]).toEqual([503, expect.stringContaining('npm run build')]);
    await mkdir(join(folder, 'later'));
    await writeFile(join(folder, 'later', 'index.html'), 'built');
    expect(await ask('/', { to: bare, headers })).toMatchObject({ status: 200, body: 'built' });
  });

  it('answers 404 when a known file was deleted', async () => {
    await rm(join(rendererDir, 'icon.svg'));
    expect(await askAsScreen('/icon.svg')).toMatchObject({ status: 404 });
  });
});

describe('headers', () => {
  it('protect every answer, successful or not', async () => {
    const answers = [
      await askAsScreen('/'),
      await askAsScreen('/assets/index-D4x_k-9a.js'),
      await askAsScreen('/no-such-page'),
      await ask('/'),
      await ask(`/?token=${token}`),
      await ask('/', { method: 'POST' }),
      await ask('/', { headers: { host: 'evil.example' } }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 404, 403, 303, 405, 403]);
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
    const { headers } = await askAsScreen('/');
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
    const second = startWebServer({ port: server.port, rendererDir, monitor: fake.monitor, log: silentLog });
    await expect(second).rejects.toThrow(UiPortInUse);
    await expect(second).rejects.toMatchObject({ port: server.port });
  });

  it('is open on this machine only', async () => {
    await expect(fetch(`http://[::1]:${server.port}/`)).rejects.toThrow();
    await expect(fetch(`http://127.0.0.2:${server.port}/`)).rejects.toThrow();
  });

  it('is free again after close, which ends pages and idle connections, and may be called twice', async () => {
    const headers = { cookie };
    const screen = await openScreen(`ws://127.0.0.1:${server.port}/socket`, {
      headers,
      origin: `http://127.0.0.1:${server.port}`,
    });
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
const rawStatus = (requestLine: string, withCookie: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = createConnection({ host: '127.0.0.1', port: server.port });
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.on('error', reject);
    socket.on('end', () => resolve(text.split('\r\n', 1)[0] ?? ''));
    socket.write(
      `${requestLine}\r\nHost: 127.0.0.1:${server.port}\r\nCookie: ${withCookie}\r\nConnection: close\r\n\r\n`,
    );
  });
