import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import { freePort } from '../free-port.ts';
import { startApp } from './app.ts';

const CLI = fileURLToPath(new URL('../../dist/electron/cli.js', import.meta.url));
const isShown = (page: Page) => expect(page.getByText('Know at once when a shift is rejected')).toBeVisible();
const noAccess = (page: Page) => page.getByRole('alert').filter({ hasText: 'This page has no access' });

/** `serve` on a port and data folder that outlast it. */
const serve = async (data: string, port: number) => {
  const child = spawn(
    process.execPath,
    [CLI, 'serve', '--json', '--no-open', '--ui-port', String(port), '--data', data],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [line] = await once(child.stdout, 'data');
  return {
    ui: String((JSON.parse(String(line).split('\n', 1)[0] ?? '') as { ui: string }).ui),
    stop: async () => {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
};
/** The address that the command `open` prints. */
const askForAddress = async (data: string): Promise<string> => {
  const child = spawn(process.execPath, [CLI, 'open', '--no-open', '--data', data], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return (await text(child.stdout)).split('\n', 1)[0] ?? '';
};

test('continues by itself after a reload, in another tab, from a bookmark and after a restart of the app', async ({
  page,
}) => {
  const data = mkdtempSync(join(tmpdir(), 'assignment-monitor-access-'));
  const port = await freePort();
  try {
    const first = await serve(data, port);
    await page.goto(first.ui);
    await isShown(page);
    await page.reload();
    await isShown(page);
    const bookmark = page.url();
    const tab = await page.context().newPage();
    await tab.goto(bookmark);
    await isShown(tab);
    await tab.close();
    await first.stop();
    const second = await serve(data, port);
    await isShown(page);
    await page.getByRole('button', { name: /Connect to Protime/ }).click();
    await expect(page.getByRole('heading', { name: 'Your Protime' })).toBeVisible();
    await second.stop();
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
});

test('an address opened in a second browser ends what it began in the first, and both say so', async ({
  browser,
  page,
}) => {
  await using app = await startApp('serve');
  const address = app.ui;
  await page.goto(address);
  await isShown(page);
  const stranger = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  await stranger.goto(address);
  for (const each of [page, stranger]) await expect(noAccess(each)).toContainText('opened a second time');
  await page.reload();
  await expect(noAccess(page)).toContainText('opened a second time');
  // A new address, opened in another tab, brings the first one back, too.
  const tab = await page.context().newPage();
  await tab.goto(await askForAddress(app.dataDir));
  await isShown(tab);
  await isShown(page);
  await expect(noAccess(stranger)).toBeVisible();
  await stranger.context().close();
});

test('a browser without access gets the page and a sentence, in its language, and nothing of the plan', async ({
  browser,
}) => {
  await using app = await startApp('demo');
  const origin = new URL(app.ui).origin;
  for (const [locale, words] of [
    ['en-GB', 'This page has no access'],
    ['nl-BE', 'Deze pagina heeft geen toegang'],
    ['fr-BE', 'Cette page n’a pas accès'],
  ] as const) {
    const context = await browser.newContext({ locale });
    const page = await context.newPage();
    const frames: string[] = [];
    page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => frames.push(String(payload))));
    await page.goto(origin);
    await expect(page.getByRole('alert')).toContainText(words);
    await expect(page.getByRole('navigation')).toHaveCount(0);
    expect(frames).toEqual(['{"refused":"no-access"}']);
    await context.close();
  }
});

test('the key belongs to one port: a page on another port of this computer does not get it', async ({ page }) => {
  await using app = await startApp('serve');
  await page.goto(app.ui);
  await isShown(page);
  const seen: string[] = [];
  const other = createServer(({ headers }, response) => {
    seen.push(JSON.stringify(headers));
    response.setHeader('content-type', 'text/html').end('<title>other</title>');
  });
  await new Promise<void>((done) => void other.listen(0, '127.0.0.1', done));
  const address = other.address();
  await page.goto(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`);
  expect(await page.evaluate(() => [window.localStorage.length, document.cookie])).toEqual([0, '']);
  expect(seen.join()).not.toContain('cookie');
  other.close();
});

test('the command says so where no app runs in web mode', async () => {
  const data = mkdtempSync(join(tmpdir(), 'assignment-monitor-access-'));
  const child = spawn(process.execPath, [CLI, 'open', '--data', data], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [errors, [status]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  expect([status, errors]).toEqual([1, expect.stringContaining('does not run in web mode')]);
  rmSync(data, { recursive: true, force: true });
});
