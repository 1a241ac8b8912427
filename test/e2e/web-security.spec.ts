import { createServer, type IncomingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, type Page, test } from '@playwright/test';
import { findBrowser } from '../../build/browser.ts';
import { type App, startApp } from './app.ts';

const executablePath = findBrowser();
// Host names of an attacker that resolve to this computer.
test.use({
  launchOptions: {
    ...(executablePath ? { executablePath } : {}),
    args: ['--host-resolver-rules=MAP *.example 127.0.0.1', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  },
});

let app: App;
let port: number;
test.beforeAll(async () => {
  app = await startApp('serve');
  port = Number(new URL(app.ui).port);
});
test.afterAll(() => app[Symbol.asyncDispose]());

/** A site of an attacker, reached by the IP address of this computer and by a host name. */
const startStranger = async () => {
  const seen: { url: string; headers: IncomingHttpHeaders }[] = [];
  const server = createServer(({ url = '', headers }, response) => {
    seen.push({ url, headers });
    response.setHeader('content-type', 'text/html').end('<title>stranger</title>');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port: own } = server.address() as AddressInfo;
  return {
    seen,
    sites: [`http://127.0.0.1:${own}/`, `http://evil.example:${own}/`],
    [Symbol.dispose]: () => void server.close(),
  };
};

const enter = async (page: Page) => {
  await page.goto(app.ui);
  await expect(page.getByText('Welcome')).toBeVisible();
};
/** Opens a WebSocket from this page to the app; resolves to whether it was opened. */
const openSocket = (page: Page, host = `127.0.0.1:${port}`) =>
  page.evaluate(
    (address) =>
      new Promise((done) => {
        const socket = new WebSocket(address);
        socket.onopen = () => done('open');
        socket.onerror = () => done('refused');
      }),
    `ws://${host}/socket`,
  );
/** Sends a request with exactly this path; fetch would normalise it. */
const ask = (path: string) =>
  new Promise<{ status: number; headers: IncomingHttpHeaders; body: string }>((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    asked.once('error', reject).end();
  });

test('the printed URL opens the app and its WebSocket', async ({ page }) => {
  await enter(page);
  expect(await openSocket(page)).toBe('open');
});

test('DNS rebinding: another host name gets nothing, even with a ticket', async ({ page }) => {
  for (const path of ['/', new URL(app.ui).search]) {
    const response = await page.goto(`http://rebind.example:${port}${path.startsWith('/') ? path : `/${path}`}`);
    expect(response?.status()).toBe(403);
    expect(await page.content()).not.toContain('<div id="root">');
  }
  expect(await openSocket(page, `rebind.example:${port}`)).toBe('refused');
  expect(await page.context().cookies()).toEqual([]);
});

test('another site cannot open the WebSocket, nor can another port of localhost', async ({ page }) => {
  using stranger = await startStranger();
  await enter(page);
  for (const site of stranger.sites) {
    await page.goto(site);
    expect([site, await openSocket(page)]).toEqual([site, 'refused']);
    expect([site, await openSocket(page, `localhost:${port}`)]).toEqual([site, 'refused']);
  }
});

test('another site can neither send requests to the app nor read from it', async ({ page }) => {
  using stranger = await startStranger();
  await enter(page);
  for (const site of stranger.sites) {
    const visitor = await page.context().newPage();
    await visitor.goto(site);
    const outcomes = await visitor.evaluate(async (own) => {
      const reads = ['/', '/index.html', '/icon.svg'].map((path) =>
        fetch(own + path, { credentials: 'include' }).then(
          (response) => response.text(),
          () => 'refused',
        ),
      );
      const script = new Promise((done) => {
        const tag = document.createElement('script');
        tag.onload = () => done('ran');
        tag.onerror = () => done('refused');
        tag.src = `${own}/`;
        document.head.append(tag);
      });
      return [...new Set(await Promise.all([...reads, script]))];
    }, `http://127.0.0.1:${port}`);
    expect([site, outcomes]).toEqual([site, ['refused']]);
    const answer = visitor.waitForResponse((response) => response.url() === `http://127.0.0.1:${port}/`);
    await visitor.evaluate((action) => {
      const form = document.createElement('form');
      Object.assign(form, { method: 'post', action });
      document.body.append(form);
      form.submit();
    }, `http://127.0.0.1:${port}/`);
    expect((await answer).status()).toBeGreaterThanOrEqual(403);
    await visitor.close();
  }
});

test('the ticket is removed from the URL, no cookie is set, and no referrer is sent', async ({ page }) => {
  using stranger = await startStranger();
  await enter(page);
  expect(page.url()).not.toContain('ticket');
  expect(await page.context().cookies()).toEqual([]);
  for (const site of stranger.sites) {
    await enter(page);
    await page.evaluate((href) => {
      const link = Object.assign(document.createElement('a'), { href, textContent: 'away' });
      document.body.append(link);
      link.click();
    }, site);
    await expect(page).toHaveTitle('stranger');
    expect(await page.evaluate(() => document.referrer)).toBe('');
  }
  // The browser also requests the icon of the site.
  const visits = stranger.seen.filter(({ url }) => url === '/');
  expect(visits.map(({ headers }) => headers.referer)).toEqual([undefined, undefined]);
  expect(JSON.stringify(stranger.seen)).not.toContain('ticket');
});

test('another site cannot embed the app in a frame', async ({ page }) => {
  using stranger = await startStranger();
  await enter(page);
  for (const site of stranger.sites) {
    await page.goto(site);
    await page.evaluate((src) => {
      document.body.append(Object.assign(document.createElement('iframe'), { src }));
    }, `http://127.0.0.1:${port}/`);
    await expect.poll(() => page.frames().map((frame) => frame.url())[1]).toMatch(/^chrome-error:/);
  }
});

test('no file outside the built screens is served', async ({ page }) => {
  await enter(page);
  for (const path of [
    '/../package.json',
    '/../electron/cli.js',
    '/..%2felectron%2fcli.js',
    '/%2e%2e/electron/cli.js',
    '/assets/..%2f..%2felectron/cli.js',
    '/..%5celectron%5ccli.js',
    '//etc/passwd',
    '/%00',
    '/%',
    'http://127.0.0.1/../package.json',
  ]) {
    const { status, body } = await ask(path);
    expect([path, status]).toEqual([path, 404]);
    expect(body).not.toContain('assignment-monitor"');
  }
});

test('pages are cached neither by the browser nor by proxies', async () => {
  const { headers, body } = await ask('/');
  expect(headers['cache-control']).toBe('no-store');
  const [, script = ''] = /src="\.?(\/assets\/[^"]+\.js)"/.exec(body) ?? [];
  const asset = await ask(script);
  expect([asset.status, asset.headers['cache-control']]).toEqual([200, expect.stringContaining('private')]);
});
