import { expect, test } from '@playwright/test';
import { type App, startApp } from './app.ts';

// The texts that are clicked, in each language.
const WORDS = {
  English: { demo: /Try it with demo data/, plan: 'Open the plan', live: /^Live/, rejections: /Rejections/ },
  Nederlands: { demo: /demodata|demogegevens/i, plan: 'De planning openen', live: /^Live/, rejections: /Weigeringen/ },
  Français: { demo: /démo/i, plan: 'Ouvrir le planning', live: /^En direct/, rejections: /Refus/ },
} as const;

for (const [language, words] of Object.entries(WORDS)) {
  test(`leads from the first start to a live plan with demo data in ${language}`, async ({ page }) => {
    await using app: App = await startApp('serve');
    await page.goto(app.ui);
    await page.getByText(language, { exact: true }).click();
    await page.getByRole('button', { name: words.demo }).click();
    await page.getByRole('button', { name: words.plan }).click();
    await expect(page.locator('[data-bar]').first()).toBeVisible();
    await expect(
      page.getByRole('button', { name: words.live }).or(page.getByRole('link', { name: words.live })),
    ).toBeVisible();
    await expect(page.getByRole('navigation')).toContainText(words.rejections);
    // The ticket is removed from the address.
    expect(page.url()).not.toContain('ticket');
  });
}

test('returns to first run after the demo, with all demo data deleted', async ({ page }) => {
  await using app = await startApp('serve');
  await page.goto(app.ui);
  await page.getByRole('button', { name: WORDS.English.demo }).click();
  await page.getByRole('button', { name: WORDS.English.plan }).click();
  await expect(page.locator('[data-bar]').first()).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('s');
  await page.getByRole('button', { name: 'Leave the demo' }).click();
  await expect(page.getByRole('button', { name: WORDS.English.demo })).toBeVisible();
});

test('explains in a sentence why the credentials do not work', async ({ page }) => {
  // No server listens on port 1. The planner sees the same behind a closed firewall.
  await using app = await startApp('serve', ...['--api-url', 'http://127.0.0.1:1', '--auth-url', 'http://127.0.0.1:1']);
  await page.goto(app.ui);
  await page.getByRole('button', { name: /Connect to Protime/ }).click();
  await page.getByLabel(/Tenant/).fill('acme');
  await page.getByLabel(/Client id/i).fill('somebody');
  await page.getByLabel(/Client secret/i).fill('a secret');
  // The credentials are tested as soon as they are complete.
  await page.keyboard.press('Tab');
  await expect(page.getByText('Protime cannot be reached')).toBeVisible();
});

test.describe(() => {
  test.use({ locale: 'fr-BE' });
  test('screens and notifications are in French in a French browser, whatever the language of the computer', async ({
    page,
  }) => {
    await using app: App = await startApp('demo');
    await page.goto(app.ui);
    await expect(page.getByRole('navigation').first()).toContainText('Refus');
    await page.keyboard.press('g');
    await page.keyboard.press('s');
    await page.getByRole('button', { name: 'Envoyer une notification de test' }).click();
    await expect(page.getByText('Les notifications fonctionnent').first()).toBeVisible();
  });
});
