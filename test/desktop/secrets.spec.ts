import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './desktop-test.ts';

// What each kind of keychain does is also tested in test/electron/shell/secrets.test.ts, on every system.
test.describe('Secrets on the desktop', () => {
  test('the secret is sealed by the keychain, and read again at the next start', async ({ start, data }) => {
    const app = await start({ settings: { protime: { tenant: 'acme', clientId: 'app' } } });
    await app.call('settings.setClientSecret', { secret: 'top-secret' });
    expect(app.stderr()).not.toContain('no keychain available');
    await app.quit();
    const again = await start();
    expect((await again.call('settings.get')).hasClientSecret).toBe(true);
    await again.quit();
    rmSync(join(data, 'desktop.key'));
    const lost = await start();
    expect((await lost.call('settings.get')).hasClientSecret).toBe(false);
  });

  test.describe('without a keychain', () => {
    test.use({ services: { keychain: false } });
    test('the secret is stored in a file of the user', async ({ start }) => {
      const app = await start({ settings: { protime: { tenant: 'acme', clientId: 'app' } } });
      await app.call('settings.setClientSecret', { secret: 'top-secret' });
      await expect.poll(() => app.stderr()).toContain('no keychain available');
      await app.quit();
      const again = await start();
      expect((await again.call('settings.get')).hasClientSecret).toBe(true);
    });
  });

  test('a keychain that is missing at one start makes the app ask, and costs no secret', async ({
    tenant,
    startLive,
    start,
    desktop,
  }) => {
    const protime = await tenant();
    const live = await startLive(protime);
    await live.call('settings.setClientSecret', { secret: protime.credentials.clientSecret });
    await live.quit();
    await desktop.keychain.stop();
    const without = await start();
    await expect.poll(async () => (await without.call('connection.status')).problem?.code).toBe('secret-unreadable');
    await without.quit();
    await desktop.keychain.start();
    const app = await start();
    await expect.poll(async () => (await app.call('connection.status')).state).toBe('live');
  });

  test('with a lost key the app starts, shows its history and asks for the secret again', async ({
    tenant,
    start,
    startLive,
    data,
  }) => {
    const protime = await tenant();
    const live = await startLive(protime);
    await live.call('settings.setClientSecret', { secret: protime.credentials.clientSecret });
    await live.quit();
    rmSync(join(data, 'desktop.key'));
    const app = await start();
    const page = await app.page();
    expect((await app.call('settings.get')).hasClientSecret).toBe(false);
    await expect.poll(async () => (await app.call('connection.status')).problem?.code).toBe('secret-unreadable');
    const today = protime.assignments().find(({ isRejected }) => !isRejected);
    expect((await app.call('assignment.history', { id: today?.id ?? 0 })).length).toBeGreaterThan(0);
    await expect(page.locator('[data-bar]').first()).toBeVisible();

    await app.call('settings.setClientSecret', { secret: protime.credentials.clientSecret });
    await app.call('connection.retry');
    await expect.poll(async () => (await app.call('connection.status')).state).toBe('live');
  });
});
