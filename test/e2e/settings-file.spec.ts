import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { type Gallery, startGallery } from './plan/gallery.ts';
import { type GalleryWindow, openTour } from './tour/views.ts';

let gallery: Gallery;
test.beforeAll(async () => {
  test.slow();
  gallery = await startGallery();
});
test.afterAll(() => gallery[Symbol.asyncDispose]());

const open = async (page: Page) => {
  await openTour(page, gallery, 'en');
  await page.evaluate(() => (window as unknown as GalleryWindow).gallery.stores.navigation.getState().go('settings'));
};
const settingsOf = (page: Page) =>
  page.evaluate(() => (window as unknown as GalleryWindow).gallery.stores.settings.getState().view?.settings);
const give = (page: Page, text: string) =>
  page
    .locator('input[name="settings-file"]')
    .setInputFiles({ name: 'settings.json', mimeType: 'application/json', buffer: Buffer.from(text) });
const alert = (page: Page) => page.locator('#about [role="alert"]');

test('settings leave as a file and come back from it', async ({ page }) => {
  await open(page);
  const downloading = page.waitForEvent('download');
  await page.locator('[data-action="save-settings"]').click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('assignment-monitor-settings.json');
  const text = readFileSync(await download.path(), 'utf8');
  expect(JSON.parse(text)).toMatchObject({ format: 'assignment-monitor-settings', settings: { closeToTray: true } });

  await give(page, text.replace('"closeToTray": true', '"closeToTray": false'));
  await expect.poll(async () => (await settingsOf(page))?.closeToTray).toBe(false);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(async () => (await settingsOf(page))?.closeToTray).toBe(true);
});

test('a file that is none changes nothing, and one bad value only itself; both are said', async ({ page }) => {
  await open(page);
  const before = await settingsOf(page);
  await give(page, 'not a file of ours');
  await expect(alert(page)).toHaveText('This is not a file of settings of this app. Nothing was changed.');
  expect(await settingsOf(page)).toEqual(before);

  await give(
    page,
    JSON.stringify({
      format: 'assignment-monitor-settings',
      version: 1,
      settings: { closeToTray: false, tunnel: { subdomain: 'NO' } },
    }),
  );
  await expect(alert(page)).toContainText('Wished name at the relay');
  expect(await settingsOf(page)).toEqual({ ...before, closeToTray: false });
});
