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
  await expect(page.locator('[data-bar]').first()).toBeVisible({ timeout: 30_000 });
};

const go = async (page: Page, key: string): Promise<void> => {
  await page.keyboard.press('g');
  await page.keyboard.press(key);
};

for (const [language, titles] of Object.entries({
  nl: ['Planning', 'Weigeringen', 'Geschiedenis', 'Verbinding', 'Instellingen'],
  fr: ['Planning', 'Refus', 'Historique', 'Connexion', 'Paramètres'],
})) {
  test(`every screen speaks ${language} and fits its window`, async ({ page }) => {
    await open(page);
    await go(page, 's');
    await page.locator('select[name="language"]').selectOption(language);
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    for (const [n, key] of Object.keys(SCREENS).entries()) {
      await go(page, key);
      await expect(page.getByRole('main', { name: titles[n] ?? '' })).toBeVisible();
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(sideways).toBeLessThanOrEqual(0);
    }
    await go(page, 's');
    await page.locator('select[name="language"]').selectOption('en');
  });
}

test('a rejection can be acknowledged and taken back', async ({ page }) => {
  await open(page);
  await go(page, 'r');
  // Those of one person: others come in meanwhile.
  const label = await page.locator('[data-action="acknowledge"]').first().getAttribute('aria-label');
  const theirs = page.getByRole('button', { name: label ?? '', exact: true });
  const before = await theirs.count();
  await theirs.first().click();
  await expect(theirs).toHaveCount(before - 1);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(theirs).toHaveCount(before);
});

test('finds a change by a person’s name as it is typed', async ({ page }) => {
  await open(page);
  await go(page, 'h');
  // Somebody whose assignment changed since the app began to look.
  const person = page.locator('main [data-row-item] [data-row] span span').first();
  await expect(person).toBeVisible({ timeout: 60_000 });
  const name = (await person.innerText()).split(' ').at(-1) ?? '';
  await page.locator('main input[type="search"]').fill(name.toLowerCase());
  await expect(page.getByRole('main').locator('mark').first()).toHaveText(new RegExp(name, 'i'), { timeout: 15_000 });
});
