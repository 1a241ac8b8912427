import packageJson from '../../package.json' with { type: 'json' };
import type { App } from './app.ts';
import { expect, test } from './desktop-test.ts';
import { createFeed, type Feed } from './feed.ts';

test.describe('Updates', () => {
  let feed: Feed;
  test.beforeEach(async () => {
    feed = await createFeed();
  });
  test.afterEach(() => feed.close());

  const settings = () => ({ firstRunDone: true, updates: { feed: feed.url } });
  const openSettings = async (app: App) => {
    const page = await app.page();
    await page.getByRole('navigation').first().getByRole('button', { name: 'Settings' }).click();
    return page.locator('#updates');
  };

  test('does not check before a feed address is set, and accepts only a safe one', async ({ start }) => {
    const app = await start({ settings: { firstRunDone: true } });
    const card = await openSettings(app);
    await expect(card).toContainText('The app does not look for new versions.');
    const field = card.getByLabel('Where new versions are announced');
    await field.fill('http://updates.example/');
    await field.press('Enter');
    await expect(card).toContainText('must be a complete address that begins with https://');
    expect([feed.requests, (await app.call('updates.status')).state]).toEqual([[], 'off']);

    feed.announce(packageJson.version);
    await field.fill(feed.url);
    await field.press('Enter');
    await expect(card).toContainText('This is the newest version');
    expect((await app.tray())?.menu.join()).not.toContain('ersion');
  });

  test('a failure is shown with its reason', async ({ start }) => {
    const app = await start({ settings: settings() });
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
  });

  // Nothing on Linux verifies who made a file: the feed's checksums are the feed's own.
  // Which file of the feed fits a deb or an rpm is tested in test/electron/shell/updates/.
  test('the app says which version there is and where, and fetches nothing', async ({ start }) => {
    feed.announce('99.1.0');
    const app = await start({ env: { MONITOR_UPDATE_FEED: feed.url }, settings: { firstRunDone: true } });
    const card = await openSettings(app);
    await expect(card).toContainText('Set at start-up; it cannot be changed here.');
    await card.getByRole('button', { name: 'Look now' }).click();
    await expect(card).toContainText('Version 99.1.0 is available. On this computer the app is updated as it was');
    await expect(card.getByText(`${feed.url}/assignment-monitor-99.1.0-linux-${process.arch}.AppImage`)).toBeVisible();
    await expect.poll(async () => (await app.tray())?.menu).toContain('Version 99.1.0 is available…');
    await expect(card.getByRole('button', { name: 'Download' })).toHaveCount(0);
    await app.call('updates.download');
    await app.call('updates.install');
    expect(feed.requests.filter(({ path }) => /\.(deb|rpm|AppImage)$/.test(path))).toEqual([]);
    // The request does not identify the planner.
    expect(new Set(feed.requests.map(({ headers }) => headers['x-user-staging-id']))).toEqual(new Set(['none']));
    expect(await app.windows()).toHaveLength(1);
  });
});
