import { expect, type Page, test } from '@playwright/test';
import { type App, startApp } from './app.ts';

const SCREENS = { p: 'Plan', r: 'Rejections', h: 'History', c: 'Connection', s: 'Settings' } as const;

let app: App;
test.beforeAll(async () => {
  app = await startApp('demo');
});
test.afterAll(() => app[Symbol.asyncDispose]());

const open = async (page: Page): Promise<void> => {
  await page.goto(app.ui);
  await expect(page.locator('[data-bar]').first()).toBeVisible();
};

const go = async (page: Page, key: string): Promise<void> => {
  await page.keyboard.press('g');
  await page.keyboard.press(key);
};

for (const [language, titles] of Object.entries({
  nl: ['Planning', 'Weigeringen', 'Geschiedenis', 'Verbinding', 'Instellingen'],
  fr: ['Planning', 'Refus', 'Historique', 'Connexion', 'Paramètres'],
})) {
  test(`every screen is in ${language} and fits the window`, async ({ page }) => {
    await open(page);
    await go(page, 's');
    await page.locator('select[name="language"]').selectOption(language);
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    for (const [n, key] of Object.keys(SCREENS).entries()) {
      await go(page, key);
      await expect(page.getByRole('main', { name: titles[n] ?? '' })).toBeVisible();
      await expect
        .poll(() => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth))
        .toBeLessThanOrEqual(0);
    }
    await go(page, 's');
    await page.locator('select[name="language"]').selectOption('en');
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  });
}

test('acknowledging a rejection can be undone', async ({ page }) => {
  await open(page);
  await go(page, 'r');
  // Identified by its number, because new rejections arrive during the test.
  const first = page.locator('[data-row-item][data-state="open"]').first().locator('[data-row]').first();
  const id = await first.getAttribute('data-row');
  const row = page.locator('[data-row-item]').filter({ has: page.locator(`[data-row="${id}"]`) });
  await row.locator('[data-action="acknowledge"]').click();
  await expect(row).toHaveAttribute('data-state', 'acknowledged');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row).toHaveAttribute('data-state', 'open');
});

test('finds a change by a person’s name during typing', async ({ page }) => {
  await open(page);
  await go(page, 'h');
  // A person whose assignment changed since the app was started.
  const person = page.locator('main [data-row-item] [data-row] span span').first();
  await expect(person).toBeVisible();
  const name = (await person.innerText()).split(' ').at(-1) ?? '';
  await page.locator('main input[type="search"]').fill(name.toLowerCase());
  await expect(page.getByRole('main').locator('mark').first()).toHaveText(new RegExp(name, 'i'));
});
