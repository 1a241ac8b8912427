import type { DemoTenant } from '../../../electron/demo/tenant.ts';
import { dayOf } from '../../../shared/time.ts';
import { driverLabel, expect, NO_RECORDING, test } from './desktop-test.ts';

test.use(NO_RECORDING);

const plannedOf = (tenant: DemoTenant) =>
  tenant.assignments().filter(({ from, isRejected }) => !isRejected && from >= dayOf(Date.now()));

test.describe(`The tray, ${driverLabel}:`, () => {
  test('shows the connection status by its icon, from not set up over live to a problem', async ({
    tenant,
    startLive,
    start,
  }) => {
    const fresh = await start();
    const imageOf = async (app: typeof fresh) => (await app.state()).tray?.image;
    await expect.poll(() => imageOf(fresh)).toMatch(/^tray-paused/);
    expect((await fresh.state()).badge).toBe(0);
    await fresh.quit();

    const protime = await tenant();
    const app = await startLive(protime, { args: ['--hidden'] });
    await expect.poll(() => imageOf(app)).toMatch(/^tray-live/);
    // Protime no longer accepts this client.
    protime.faults.set({ path: '/connect/token', status: 401 });
    protime.faults.set({ status: 401 });
    await app.commands.power('resume');
    await expect.poll(() => imageOf(app)).toMatch(/^tray-problem/);
    await expect.poll(async () => (await app.state()).tray?.menu[0]).not.toMatch(/^Live/);
    protime.faults.clear();
    await app.commands.power('resume');
    await expect.poll(() => imageOf(app)).toMatch(/^tray-live/);
  });

  test('lists the last five rejections; a click leads to that assignment, also while the window is elsewhere', async ({
    tenant,
    startLive,
  }) => {
    const protime = await tenant({ people: 12 });
    const app = await startLive(protime, { args: ['--hidden'] });
    const lines = async () => {
      const menu = (await app.state()).tray?.menu ?? [];
      const heading = menu.findIndex((line) => /open rejections?$/.test(line));
      return heading < 0 ? [] : menu.slice(heading + 1, menu.indexOf('-', heading));
    };
    const before = (await app.state()).badge;
    const ids = plannedOf(protime)
      .slice(0, 7)
      .map(({ id }) => id);
    for (const id of ids) {
      protime.reject(id);
      await expect.poll(async () => (await app.state()).badge).toBe(before + ids.indexOf(id) + 1);
    }
    await expect.poll(lines).toHaveLength(5);
    const [newest = ''] = await lines();
    await app.commands.chooseTrayItem(newest);
    await app.page();
    const selected = async () => {
      const place = await app.commands.evaluate('sessionStorage.place').catch(() => undefined);
      return JSON.parse(String(place ?? '{}')).selectedId;
    };
    await expect.poll(selected).toBe(ids.at(-1));
    // A link opened by the system does the same while the window shows another screen.
    await app.commands.openLink('assignment-monitor://connection');
    await app.commands.openLink(`assignment-monitor://assignment/${ids[0]}`);
    await expect.poll(selected).toBe(ids[0]);
  });

  test('renews, and subscribes again after an unsubscribe', async ({ tenant, startLive }) => {
    const protime = await tenant();
    const app = await startLive(protime);
    await app.page();
    const webhookId = async () => (await app.call('connection.status')).webhookId;
    const first = await webhookId();
    await app.commands.chooseTrayItem('Renew now');
    await expect.poll(webhookId).not.toBe(first);
    await expect.poll(async () => (await app.call('connection.status')).state).toBe('live');
    await expect
      .poll(async () => [protime.webhooks().map(({ id }) => id), await webhookId()])
      .toEqual([[expect.any(String)], expect.any(String)]);
    expect(protime.webhooks().map(({ id }) => id)).toEqual([await webhookId()]);
    await app.call('connection.unsubscribe');
    const menu = async () => (await app.state()).tray?.menu ?? [];
    await expect.poll(menu).toContain('Subscribe');
    await app.commands.chooseTrayItem('Subscribe');
    await expect.poll(async () => (await menu())[0]).toMatch(/^Live/);
  });
});
