import { driver, expect, NO_RECORDING, test } from './desktop-test.ts';

// Real Electron uses the keychain of the computer, which a test can neither remove nor reset. Each kind of keychain is also
// tested in test/electron/shell/secrets.test.ts, on every system.
test.use(NO_RECORDING);

test.describe('Secrets on the desktop, on the Electron double:', () => {
  test.skip(driver.name === 'electron', 'a real keychain is not ours to break');
  test.skip(process.platform !== 'linux', 'the double plays the keychain of the system it runs on');

  test('the secret is stored in a file when there is none', async ({ start }) => {
    const computer = { keychain: { keyring: 'missing' } } as const;
    const app = await start({ computer, settings: { protime: { tenant: 'acme', clientId: 'app' } } });
    await app.page();
    await app.call('settings.setClientSecret', { secret: 'top-secret' });
    await expect.poll(() => app.stderr()).toContain('no keychain available');
    await app.quit();
    const again = await start({ computer });
    await again.page();
    expect((await again.call('settings.get')).hasClientSecret).toBe(true);
  });

  test('a keychain that is missing at one start makes the app ask, and costs no secret', async ({
    tenant,
    startLive,
    start,
  }) => {
    const protime = await tenant();
    const live = await startLive(protime);
    await live.call('settings.setClientSecret', { secret: protime.credentials.clientSecret });
    await live.quit();
    const without = await start({ computer: { keychain: { keyring: 'missing' } } });
    await without.page();
    await expect.poll(async () => (await without.call('connection.status')).problem?.code).toBe('secret-unreadable');
    await without.quit();
    const app = await start();
    await app.page();
    await expect.poll(async () => (await app.call('connection.status')).state).toBe('live');
  });

  test('with a lost key the app starts, shows its history and asks for the secret again', async ({
    tenant,
    start,
    startLive,
  }) => {
    const protime = await tenant();
    const live = await startLive(protime);
    await live.call('settings.setClientSecret', { secret: protime.credentials.clientSecret });
    await live.quit();
    const app = await start({ computer: { keychain: { generation: 2 } } });
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
