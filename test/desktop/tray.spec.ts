import type { DemoTenant } from '../../electron/demo/tenant.ts';
import { dayOf } from '../../shared/time.ts';
import { openRejections } from './app.ts';
import { expect, test } from './desktop-test.ts';

const plannedOf = (tenant: DemoTenant) =>
  tenant.assignments().filter(({ from, isRejected }) => !isRejected && from >= dayOf(Date.now()));

test.describe('The tray', () => {
  test.use({ services: { power: true } });

  test('shows the connection status by its icon, from not set up over live to a problem', async ({
    tenant,
    startLive,
    start,
    desktop,
  }) => {
    const fresh = await start();
    const imageOf = async (app: typeof fresh) => (await app.tray())?.icon;
    await expect.poll(() => imageOf(fresh)).toMatch(/^paused/);
    await fresh.quit();

    const protime = await tenant();
    const app = await startLive(protime, { args: ['--hidden'] });
    await expect.poll(() => imageOf(app)).toMatch(/^live/);
    // Protime no longer accepts this client.
    protime.faults.set({ path: '/connect/token', status: 401 });
    protime.faults.set({ status: 401 });
    await desktop.power('resume');
    await expect.poll(() => imageOf(app)).toMatch(/^problem/);
    await expect.poll(async () => (await app.tray())?.menu[0]).not.toMatch(/^Live/);
    protime.faults.clear();
    await desktop.power('resume');
    await expect.poll(() => imageOf(app)).toMatch(/^live/);
  });

  test('lists the last five rejections; a click leads to that assignment, also while the window is elsewhere', async ({
    tenant,
    startLive,
  }) => {
    const protime = await tenant({ people: 12 });
    const app = await startLive(protime, { args: ['--hidden'] });
    const lines = async () => {
      const menu = (await app.tray())?.menu ?? [];
      const heading = menu.findIndex((line) => /open rejections?$/.test(line));
      return heading < 0 ? [] : menu.slice(heading + 1, menu.indexOf('-', heading));
    };
    const before = await openRejections(app);
    const ids = plannedOf(protime)
      .slice(0, 7)
      .map(({ id }) => id);
    for (const id of ids) {
      protime.reject(id);
      await expect.poll(() => openRejections(app)).toBe(before + ids.indexOf(id) + 1);
    }
    await expect.poll(lines).toHaveLength(5);
    const [newest = ''] = await lines();
    await app.chooseTrayItem(newest);
    await app.page();
    const selected = async () => {
      const place = await app.evaluate('sessionStorage.place').catch(() => undefined);
      return JSON.parse(String(place ?? '{}')).selectedId;
    };
    await expect.poll(selected).toBe(ids.at(-1));
    // A link opened by the system does the same while the window shows another screen.
    await app.startAgain('assignment-monitor://connection');
    await app.startAgain(`assignment-monitor://assignment/${ids[0]}`);
    await expect.poll(selected).toBe(ids[0]);
  });

  test('renews, and subscribes again after an unsubscribe', async ({ tenant, startLive }) => {
    const protime = await tenant();
    const app = await startLive(protime);
    await app.page();
    const webhookId = async () => (await app.call('connection.status')).webhookId;
    const first = await webhookId();
    await app.chooseTrayItem('Renew now');
    await expect.poll(webhookId).not.toBe(first);
    await expect.poll(async () => (await app.call('connection.status')).state).toBe('live');
    await expect
      .poll(async () => [protime.webhooks().map(({ id }) => id), await webhookId()])
      .toEqual([[expect.any(String)], expect.any(String)]);
    expect(protime.webhooks().map(({ id }) => id)).toEqual([await webhookId()]);
    await app.call('connection.unsubscribe');
    const menu = async () => (await app.tray())?.menu ?? [];
    await expect.poll(menu).toContain('Subscribe');
    await app.chooseTrayItem('Subscribe');
    await expect.poll(async () => (await menu())[0]).toMatch(/^Live/);
  });
});
