import { existsSync } from 'node:fs';
import { type Desktop, driver, driverLabel, expect, NO_RECORDING, test } from './desktop-test.ts';

test.use(NO_RECORDING);

test.describe(`The desktop app, ${driverLabel}:`, () => {
  test('starts hidden in the tray; a click on the tray opens the window', async ({ start }) => {
    const app = await start({ args: ['--hidden'] });
    await expect.poll(async () => (await app.state()).tray?.toolTip).toBe('Assignment Monitor\nNot set up');
    expect((await app.state()).windows).toEqual([]);
    await app.commands.clickTray();
    await expect((await app.page()).locator('#root')).not.toBeEmpty();
    expect((await app.state()).windows).toMatchObject([
      { state: 'shown', url: expect.stringMatching(/^app:\/\/planner\/index\.html/) },
    ]);
    expect(await app.quit()).toBe(0);
  });

  test('a second start shows the window of the first, at the target of its link', async ({ start, computer }) => {
    const app = await start({ args: ['--hidden'], settings: { firstRunDone: true } });
    await expect.poll(async () => (await app.state()).tray).toBeDefined();
    const again = { env: computer.env, args: ['--data', computer.data, 'assignment-monitor://rejections'] };
    expect(await driver.startSecondInstance(again)).toBe(0);
    await expect.poll(async () => (await app.state()).windows.length).toBe(1);
    const page = await app.page();
    await expect(page.getByRole('heading', { name: 'Rejections' }).first()).toBeVisible();

    await app.commands.closeWindow();
    await driver.startSecondInstance({ env: computer.env, args: ['--data', computer.data] });
    await expect.poll(async () => (await app.state()).windows[0]?.state).toBe('shown');
  });

  test('stays in the tray when its window is closed, and notifies of that once', async ({ start }) => {
    const app = await start();
    await app.page();
    await expect.poll(async () => (await app.state()).tray).toBeDefined();
    await app.commands.closeWindow();
    await expect.poll(async () => (await app.state()).notifications.map(({ body }) => body)).toHaveLength(1);
    expect((await app.state()).notifications[0]?.body).toContain('keeps running here');
    await expect.poll(async () => (await app.state()).windows[0]?.state).toBe('hidden');

    await app.commands.chooseTrayItem('Open');
    await app.commands.closeWindow();
    expect(await app.quit()).toBe(0);
    const next = await start();
    await next.page();
    await next.commands.closeWindow();
    await expect.poll(async () => (await next.state()).windows[0]?.state).toBe('hidden');
    expect((await next.state()).notifications).toEqual([]);
  });

  test('minimises on a desktop without a tray, and never starts hidden there', async ({ start, computer }) => {
    computer.setServices({ tray: false, notifications: true });
    const app = await start({ args: ['--hidden'] });
    await expect.poll(async () => (await app.state()).windows[0]?.state).toBe('shown');
    await app.commands.closeWindow();
    await expect.poll(async () => (await app.state()).windows[0]?.state).toBe('minimised');
  });

  const BOUNDS = { x: 140, y: 90, width: 900, height: 640 };
  const moveAndQuit = async (app: Desktop): Promise<void> => {
    await app.page();
    await app.commands.moveWindow(BOUNDS);
    await app.commands.closeWindow();
    await app.quit();
  };

  test('opens at its last position', async ({ start }) => {
    await moveAndQuit(await start());
    const again = await start();
    await again.page();
    expect((await again.state()).windows[0]?.bounds).toEqual(BOUNDS);
  });

  test('opens at its usual place when the display of its last position is not connected', async ({ start }) => {
    // A program cannot disconnect a real display; only the double supports it.
    test.skip(driver.name === 'electron', 'only the double can change its displays');
    await moveAndQuit(await start());
    const moved = await start({ computer: { displays: [{ x: 3000, y: 0, width: 1024, height: 700 }] } });
    await moved.page();
    expect((await moved.state()).windows[0]?.bounds).toMatchObject({ width: 1280, height: 840 });
  });

  test('reloads the page after a crash, at the same screen', async ({ start }) => {
    const app = await start({ settings: { firstRunDone: true } });
    await (await app.page())
      .getByRole('link', { name: /History/ })
      .or((await app.page()).getByRole('button', { name: /History/ }))
      .first()
      .click();
    const heading = () => app.commands.evaluate('document.querySelector("h1")?.textContent').catch(() => undefined);
    await expect.poll(heading).toBe('History');
    await app.commands.evaluate('void (window.old = true)');
    await app.commands.crashPage();
    await expect.poll(() => app.commands.evaluate('window.old').catch(() => true)).toBeUndefined();
    await expect.poll(heading).toBe('History');
    expect(await app.call('rejections.openCount')).toBe(0);
  });

  test('follows links from the system while it runs', async ({ start }) => {
    const app = await start({ settings: { firstRunDone: true } });
    const page = await app.page();
    await app.commands.openLink('assignment-monitor://connection');
    await expect(page.getByRole('heading', { name: 'Connection' }).first()).toBeVisible();
    await app.commands.openLink('assignment-monitor://elsewhere/7');
    await app.commands.openLink('https://example.test/');
    await expect(page.getByRole('heading', { name: 'Connection' }).first()).toBeVisible();
  });

  test('starts at login when that is set', async ({ start, computer }) => {
    // macOS and Windows keep login items in the system's own settings, which a test must not change.
    test.skip(process.platform !== 'linux', 'only on Linux it is a file of the user');
    const entry = `${computer.home}/config/autostart/assignment-monitor.desktop`;
    const app = await start();
    await app.page();
    await app.call('settings.update', { startAtLogin: true });
    await expect.poll(() => existsSync(entry)).toBe(true);
    await app.call('settings.update', { startAtLogin: false });
    await expect.poll(() => existsSync(entry)).toBe(false);
  });
});
