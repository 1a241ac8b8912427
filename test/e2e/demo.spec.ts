import { expect, test } from '@playwright/test';
import { type App, startApp } from './app.ts';

let app: App;
test.beforeAll(async () => {
  app = await startApp('demo');
});
test.afterAll(() => app[Symbol.asyncDispose]());

test('shows the plan of forty people and changes it without a reload', async ({ page }) => {
  await page.goto(app.ui);
  await expect(page.getByText('Live', { exact: false }).first()).toBeVisible();
  await expect.poll(() => page.locator('[data-bar]').count()).toBeGreaterThan(30);
  // The page was not reloaded: the mark is still there when the change appears.
  await page.evaluate(() => {
    document.body.dataset.mark = 'same page';
  });
  await expect(page.locator('[data-bar][data-recent]').first()).toBeVisible();
  expect(await page.evaluate(() => document.body.dataset.mark)).toBe('same page');
});

test('counts a rejection in the navigation and lists it', async ({ page }) => {
  await page.goto(app.ui);
  await expect
    .poll(() => app.lines.filter(({ event, seenAt }) => event === 'rejected' && seenAt).length)
    .toBeGreaterThan(4);
  await expect(page).toHaveTitle(/^\(\d+\) /);
  await page
    .getByRole('link', { name: /Rejections/ })
    .or(page.getByRole('button', { name: /Rejections/ }))
    .first()
    .click();
  await expect(page.getByRole('main')).toContainText('Seen');
});
