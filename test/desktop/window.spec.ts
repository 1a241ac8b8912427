import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dayOf } from '../../shared/time.ts';
import type { App } from './app.ts';
import { expect, test } from './desktop-test.ts';

test.describe('The desktop app', () => {
  test('starts hidden in the tray; a click on the tray opens the window', async ({ start }) => {
    const app = await start({ args: ['--hidden'] });
    await expect.poll(async () => (await app.tray())?.toolTip).toBe('Assignment Monitor\nNot set up');
    expect([await app.windows(), await app.pageCount()]).toEqual([[], 0]);
    await app.clickTray();
    const page = await app.page();
    await expect(page.locator('#root')).not.toBeEmpty();
    expect(page.url()).toMatch(/^app:\/\/planner\/index\.html/);
    await expect.poll(() => app.windows()).toMatchObject([{ state: 'shown', title: 'Assignment Monitor' }]);
    expect(await app.quit()).toBe(0);
  });

  test('a second start shows the window of the first, at the target of its link', async ({ start }) => {
    const app = await start({ args: ['--hidden'], settings: { firstRunDone: true } });
    await expect.poll(() => app.tray()).toBeDefined();
    expect(await app.startAgain('assignment-monitor://rejections')).toBe(0);
    const page = await app.page();
    await expect(page.getByRole('heading', { name: 'Rejections' }).first()).toBeVisible();
    await expect.poll(() => app.windows()).toHaveLength(1);

    await app.closeWindow();
    await expect.poll(() => app.windows()).toEqual([]);
    expect(await app.startAgain()).toBe(0);
    await expect.poll(() => app.windows()).toMatchObject([{ state: 'shown', focused: true }]);
  });

  test('stays in the tray when its window is closed, and notifies of that once', async ({ start }) => {
    const app = await start();
    await app.page();
    await expect.poll(() => app.tray()).toBeDefined();
    await expect.poll(() => app.windows()).toHaveLength(1);
    await app.closeWindow();
    await expect.poll(async () => (await app.notifications()).map(({ body }) => body)).toHaveLength(1);
    expect((await app.notifications())[0]?.body).toContain('keeps running here');
    await expect.poll(() => app.windows()).toEqual([]);

    await app.chooseTrayItem('Open');
    await expect.poll(() => app.windows()).toHaveLength(1);
    await app.closeWindow();
    await expect.poll(() => app.windows()).toEqual([]);
    expect(await app.quit()).toBe(0);
    const next = await start();
    await next.page();
    await expect.poll(() => next.windows()).toHaveLength(1);
    await next.closeWindow();
    await expect.poll(() => next.windows()).toEqual([]);
    await next.quit();
    expect(await next.notifications()).toHaveLength(1);
  });

  test.describe('without a tray', () => {
    test.use({ services: { tray: false } });
    test('minimises, never starts hidden, and ends with a signal as with its menu', async ({ start }) => {
      const app = await start({ args: ['--hidden'] });
      await expect.poll(() => app.windows()).toMatchObject([{ state: 'shown' }]);
      await app.closeWindow();
      await expect.poll(() => app.windows()).toMatchObject([{ state: 'minimised' }]);
      app.signal('SIGTERM');
      expect(await app.exited).toBe(0);
    });
  });

  const BOUNDS = { x: 140, y: 90, width: 900, height: 640 };
  const boundsOf = async (app: App) => (await app.windows())[0]?.bounds;

  test('opens at its last position', async ({ start }) => {
    const app = await start();
    await app.page();
    await expect.poll(() => app.windows()).toHaveLength(1);
    await app.moveWindow(BOUNDS);
    await expect.poll(() => boundsOf(app)).toMatchObject({ width: BOUNDS.width, height: BOUNDS.height });
    const moved = await boundsOf(app);
    await app.closeWindow();
    await expect.poll(() => app.windows()).toEqual([]);
    await app.quit();
    const again = await start();
    await again.page();
    await expect.poll(() => boundsOf(again)).toEqual(moved);
  });

  test('opens at its usual place when the display of its last position is not connected', async ({ start, data }) => {
    mkdirSync(data, { recursive: true });
    const bounds = { x: 3000, y: 0, width: 1000, height: 700 };
    writeFileSync(join(data, 'window.json'), JSON.stringify({ bounds, maximized: false }));
    const app = await start();
    await app.page();
    await expect.poll(() => boundsOf(app)).toMatchObject({ width: 1280 });
    expect((await boundsOf(app))?.x).toBeLessThan(1600 - 1280);
  });

  test('closes a hidden window after a while, and opens it again at the same place', async ({ tenant, startLive }) => {
    const protime = await tenant();
    const app = await startLive(protime);
    const page = await app.page();
    await page.getByRole('navigation').getByRole('button', { name: 'History' }).click();
    await expect(page.getByRole('heading', { name: 'History' }).first()).toBeVisible();
    await app.disconnect();
    await app.closeWindow();
    await expect.poll(() => app.pageCount()).toBe(0);
    // It is notified of by the system meanwhile, and a click opens the window.
    const [planned] = protime.assignments().filter(({ isRejected, from }) => !isRejected && from >= dayOf(Date.now()));
    protime.reject(planned?.id ?? 0);
    const rejected = async () => (await app.notifications()).findLast(({ title }) => title.startsWith('Rejected'));
    await expect.poll(rejected).toBeDefined();
    await app.clickTray();
    const again = await app.page();
    await expect(again.getByRole('heading', { name: 'History' }).first()).toBeVisible();
    await app.clickNotification((await rejected())?.title ?? '');
    await expect(again.getByRole('complementary')).toContainText('Rejected');
  });

  test('reloads the page after a crash, at the same screen', async ({ start }) => {
    const app = await start({ settings: { firstRunDone: true } });
    await (await app.page())
      .getByRole('link', { name: /History/ })
      .or((await app.page()).getByRole('button', { name: /History/ }))
      .first()
      .click();
    const heading = () => app.evaluate('document.querySelector("h1")?.textContent');
    await expect.poll(heading).toBe('History');
    await app.evaluate('void (window.old = true)');
    await app.crashPage();
    await expect.poll(() => app.evaluate('window.old')).toBeUndefined();
    await expect.poll(heading).toBe('History');
    expect(await app.call('rejections.openCount')).toBe(0);
  });

  test('follows links from the system while it runs', async ({ start }) => {
    const app = await start({ settings: { firstRunDone: true } });
    const page = await app.page();
    await app.startAgain('assignment-monitor://connection');
    await expect(page.getByRole('heading', { name: 'Connection' }).first()).toBeVisible();
    await app.startAgain('assignment-monitor://elsewhere/7');
    await app.startAgain('https://example.test/');
    await expect(page.getByRole('heading', { name: 'Connection' }).first()).toBeVisible();
  });

  test('starts at login when that is set', async ({ start, desktop }) => {
    const entry = `${desktop.home}/config/autostart/assignment-monitor.desktop`;
    const app = await start();
    await app.page();
    await app.call('settings.update', { startAtLogin: true });
    await expect.poll(() => existsSync(entry)).toBe(true);
    await app.call('settings.update', { startAtLogin: false });
    await expect.poll(() => existsSync(entry)).toBe(false);
  });
});
