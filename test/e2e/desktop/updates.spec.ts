import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import packageJson from '../../../package.json' with { type: 'json' };
import type { Computer } from './computer.ts';
import { type Desktop, driver, driverLabel, expect, NO_RECORDING, test } from './desktop-test.ts';
import { createFeed, type Feed } from './feed.ts';

test.use(NO_RECORDING);

/** What the start script of the newer version records. */
const newerVersion = (home: string) => `#!/bin/sh\necho "$APPIMAGE_SILENT_INSTALL" > '${home}/newer-version-ran'\n`;

test.describe(`Updates, ${driverLabel}:`, () => {
  // Only a packaged app updates itself, and real Electron runs ours from a checkout. What each system does with an update is
  // also tested in test/electron/shell/updates/, on every system.
  test.skip(driver.name === 'electron', 'needs a packaged app');
  test.skip(process.platform !== 'linux', 'the double plays a packaged app of Linux');

  let feed: Feed;
  test.beforeEach(async () => {
    feed = await createFeed();
  });
  test.afterEach(() => feed.close());

  /** The file that the packager writes next to the app, and the path of the AppImage. */
  const packagedAs = (computer: Computer, kind: 'AppImage' | 'deb') => {
    const resources = join(computer.home, 'resources');
    mkdirSync(resources, { recursive: true });
    writeFileSync(join(resources, 'app-update.yml'), 'updaterCacheDirName: assignment-monitor-updater\n');
    if (kind === 'deb') writeFileSync(join(resources, 'package-type'), 'deb');
    const appImage = join(computer.home, 'assignment-monitor.AppImage');
    writeFileSync(appImage, '#!/bin/sh\n', { mode: 0o755 });
    return {
      computer: { isPackaged: true, resources },
      env: { XDG_CACHE_HOME: join(computer.home, 'cache'), ...(kind === 'AppImage' ? { APPIMAGE: appImage } : {}) },
      appImage,
    };
  };
  const settings = () => ({ firstRunDone: true, updates: { feed: feed.url } });
  const openSettings = async (app: Desktop) => {
    const page = await app.page();
    await page.getByRole('navigation').first().getByRole('button', { name: 'Settings' }).click();
    return page.locator('#updates');
  };

  test('does not check before a feed address is set, and accepts only a safe one', async ({ start, computer }) => {
    const { appImage: _, ...packaged } = packagedAs(computer, 'AppImage');
    const app = await start({ ...packaged, settings: { firstRunDone: true } });
    const card = await openSettings(app);
    await expect(card).toContainText('The app does not look for new versions.');
    const field = card.getByLabel('Where new versions are announced');
    await field.fill('http://updates.example/');
    await field.press('Enter');
    await expect(card).toContainText('must be a complete address that begins with https://');
    expect([feed.requests, (await app.call('updates.status')).state]).toEqual([[], 'off']);

    feed.announce(packageJson.version, 'the same');
    await field.fill(feed.url);
    await field.press('Enter');
    await expect(card).toContainText('This is the newest version');
    expect((await app.state()).tray?.menu.join()).not.toContain('ersion');
  });

  test('an update is announced, downloaded on request and installed at a restart', async ({ start, computer }) => {
    const { appImage, ...packaged } = packagedAs(computer, 'AppImage');
    feed.announce('99.1.0', newerVersion(computer.home));
    const app = await start({ ...packaged, settings: settings() });
    const card = await openSettings(app);
    await card.getByRole('button', { name: 'Look now' }).click();
    await expect(card).toContainText('Version 99.1.0 is available.');
    await expect.poll(async () => (await app.state()).tray?.menu).toContain('Version 99.1.0 is available…');
    const fetched = () => feed.requests.filter(({ path }) => path.endsWith('.AppImage')).length;
    expect(fetched()).toBe(0);
    // The request does not identify the planner.
    expect(new Set(feed.requests.map(({ headers }) => headers['x-user-staging-id']))).toEqual(new Set(['none']));

    await card.getByRole('button', { name: 'Download' }).click();
    await expect(card).toContainText('Version 99.1.0 is ready. Restart to update.');
    expect(fetched()).toBeGreaterThan(0);
    expect(readFileSync(appImage, 'utf8')).toBe('#!/bin/sh\n');
    await expect.poll(async () => (await app.state()).tray?.menu).toContain('Restart to update to 99.1.0');
    await app.commands.chooseTrayItem('Restart to update to 99.1.0');
    expect(await app.exited).toBe(0);
    expect(readFileSync(appImage, 'utf8')).toBe(newerVersion(computer.home));
    await expect.poll(() => existsSync(join(computer.home, 'newer-version-ran'))).toBe(true);
  });

  test('a downloaded update is not installed by quitting the app', async ({ start, computer }) => {
    const { appImage, ...packaged } = packagedAs(computer, 'AppImage');
    feed.announce('99.1.0', newerVersion(computer.home));
    const app = await start({ ...packaged, settings: settings() });
    await app.page();
    await app.call('updates.check');
    await expect.poll(async () => (await app.call('updates.status')).state).toBe('available');
    await app.call('updates.download');
    await expect.poll(async () => (await app.call('updates.status')).state).toBe('downloaded');
    expect(await app.quit()).toBe(0);
    expect(readFileSync(appImage, 'utf8')).toBe('#!/bin/sh\n');
  });

  test('a failure is shown with its reason', async ({ start, computer }) => {
    const { appImage, ...packaged } = packagedAs(computer, 'AppImage');
    const app = await start({ ...packaged, settings: settings() });
    const card = await openSettings(app);
    const look = card.getByRole('button', { name: 'Look now' });
    await look.click();
    await expect(card).toContainText('Nothing is announced at this address.');
    feed.answer(200, '<!doctype html><title>Welcome</title>');
    await look.click();
    await expect(look).toBeEnabled();
    await expect(card).toContainText('Nothing is announced at this address.');
    feed.answer(403, 'no');
    await look.click();
    await expect(card).toContainText('The address does not answer.');

    feed.announce('99.1.0', newerVersion(computer.home), { damaged: true });
    await look.click();
    await card.getByRole('button', { name: 'Download' }).click();
    await expect(card).toContainText('The new version could not be downloaded.');
    await expect(card).toContainText('What arrived is not what was announced');
    await app.call('updates.install');
    expect([readFileSync(appImage, 'utf8'), (await app.state()).windows.length]).toEqual(['#!/bin/sh\n', 1]);
    // A correct update afterwards is downloaded.
    feed.announce('99.1.0', newerVersion(computer.home));
    await card.getByRole('button', { name: 'Download' }).click();
    await expect(card).toContainText('Version 99.1.0 is ready.');
  });

  test('a new feed address cancels the running download', async ({ start, computer }) => {
    const { appImage: _, ...packaged } = packagedAs(computer, 'AppImage');
    feed.announce('99.1.0', newerVersion(computer.home), { stalled: true });
    const other = await createFeed();
    other.announce('99.2.0', newerVersion(computer.home));
    const app = await start({ ...packaged, settings: settings() });
    await app.page();
    const is = (state: string) => expect.poll(async () => (await app.call('updates.status')).state).toBe(state);
    await app.call('updates.check');
    await is('available');
    await app.call('updates.download');
    await expect.poll(() => feed.requests.some(({ path }) => path.endsWith('.AppImage'))).toBe(true);
    await app.call('settings.update', { updates: { feed: other.url } });
    await is('available');
    await app.call('updates.download');
    await is('downloaded');
    expect(await app.call('updates.status')).toMatchObject({ found: { version: '99.2.0' } });
    other.close();
  });

  test('a failed installation leaves the current version, which starts again', async ({ start, computer }) => {
    const { appImage, ...packaged } = packagedAs(computer, 'AppImage');
    feed.announce('99.1.0', newerVersion(computer.home));
    const env = { ...packaged.env, APPIMAGE: join(computer.home, 'gone', 'assignment-monitor.AppImage') };
    const app = await start({ ...packaged, env, settings: settings() });
    await app.page();
    await app.call('updates.check');
    await expect.poll(async () => (await app.call('updates.status')).state).toBe('available');
    await app.call('updates.download');
    await expect.poll(async () => (await app.call('updates.status')).state).toBe('downloaded');
    await app.call('updates.install');
    expect(await app.exited).toBe(0);
    await expect.poll(() => app.stderr()).toContain('restarting this version');
    expect(readFileSync(appImage, 'utf8')).toBe('#!/bin/sh\n');
  });

  test('with a package manager the app shows only the version and where to get it', async ({ start, computer }) => {
    const { appImage: _, ...packaged } = packagedAs(computer, 'deb');
    feed.announce('99.1.0', newerVersion(computer.home));
    const env = { ...packaged.env, MONITOR_UPDATE_FEED: feed.url };
    const app = await start({ ...packaged, env, settings: { firstRunDone: true } });
    const card = await openSettings(app);
    await expect(card).toContainText('Set at start-up; it cannot be changed here.');
    await card.getByRole('button', { name: 'Look now' }).click();
    await expect(card).toContainText('Version 99.1.0 is available. On this computer the app is updated as it was');
    await expect(card.getByText(`${feed.url}/assignment-monitor-99.1.0-linux-${process.arch}.deb`)).toBeVisible();
    await expect(card.getByRole('button', { name: 'Download' })).toHaveCount(0);
    await app.call('updates.download');
    expect(feed.requests.filter(({ path }) => /\.(deb|rpm|AppImage)$/.test(path))).toEqual([]);
  });
});
