import { expect, test } from '@playwright/test';
import { type App, startApp } from '../app.ts';

let app: App;
test.beforeAll(async () => {
  app = await startApp('demo');
});
test.afterAll(() => app[Symbol.asyncDispose]());

test('shows the plan as of a moment and what changed since one, end to end', async ({ page }) => {
  await page.goto(app.ui);
  await expect(page.locator('[data-bar][data-recent]').first()).toBeVisible();
  const bars = await page.locator('[data-bar]').count();
  await page.getByRole('button', { name: 'Plan as of…' }).click();
  // The history of this app does not reach back to yesterday.
  await expect(page.getByText('Nothing was known yet')).toBeVisible();
  // The first changes are those of the initial sync.
  await expect(async () => {
    await page.getByRole('button', { name: 'Later change' }).click({ timeout: 5000 });
    expect(await page.locator('[data-bar]').count()).toBeGreaterThan(bars / 2);
  }).toPass();
  await page.getByRole('button', { name: 'Back to now' }).click();
  const people = page.locator('[role="rowheader"][id^="person-"]');
  await expect.poll(() => people.count()).toBeGreaterThan(10);
  await page.getByRole('combobox', { name: 'What is shown' }).selectOption('yesterday');
  await expect(page.locator('[data-bar][data-changed]').first()).toBeVisible();
});
