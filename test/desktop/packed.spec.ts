import { expect, test } from './desktop-test.ts';

for (const unpacked of [false, true]) {
  test.describe(unpacked ? 'The app from its folder' : 'The packed app', () => {
    test.use({ unpacked });

    test('starts with the demo, paints its plan, and ends', async ({ start }) => {
      const app = await start();
      const page = await app.page();
      await page.getByRole('button', { name: /demo/ }).click();
      await page.getByRole('button', { name: 'Open the plan' }).click();
      await expect(page.locator('[data-bar]').first()).toBeVisible();
      await expect.poll(async () => (await app.tray())?.menu[0]).toMatch(/^Live/);
      const found = await app.call('history.search', { limit: 5 });
      expect(found.entries.length).toBeGreaterThan(0);
      expect(await app.quit()).toBe(0);
    });

    test('takes a link at its start', async ({ start }) => {
      const app = await start({ args: ['assignment-monitor://history'], settings: { firstRunDone: true } });
      const page = await app.page();
      await expect(page.getByRole('heading', { name: 'History' }).first()).toBeVisible();
      expect(await app.quit()).toBe(0);
    });
  });
}
