import { expect, type Locator, type Page, test } from '@playwright/test';
import { type App, startAppWith } from '../app.ts';
import { axeViolations } from '../axe.ts';
import { prepareHalfYear } from './half-year-history.ts';
import { openHistory, openScreen, resultsSettled, rows, search } from './open-history.ts';

let app: App;
test.beforeAll(async () => {
  app = await startAppWith(prepareHalfYear);
});
test.afterAll(() => app[Symbol.asyncDispose]());

const isClean = async (page: Page, what: string): Promise<void> => {
  // Elements that fade in have low contrast for a moment, so this is repeated.
  await expect(async () => {
    expect(await axeViolations(page), what).toEqual([]);
  }).toPass();
};
const dialog = async (page: Page, open: string): Promise<void> => {
  await page.getByRole('button', { name: open }).first().click();
  await isClean(page, open);
  await page.keyboard.press('Escape');
};

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(() => {
    test.use({ colorScheme });

    test(`axe finds no violations in any state of the history in ${colorScheme} colours`, async ({ page }) => {
      test.slow();
      await openHistory(page, app);
      await search(page, 'peeters');
      await rows(page).first().click();
      await page.getByText('As Protime sent it').click();
      await isClean(page, 'an open row');
      for (const name of [/^Person/, /^Shift/, /^Seen/, /^Source/, /^Result/]) {
        await page.getByRole('button', { name }).click();
        await isClean(page, `the chip ${name}`);
        await page.keyboard.press('Escape');
      }
      await dialog(page, 'Save search');
      await dialog(page, 'Export');
      await page.getByText('By day of the shift').click();
      await isClean(page, 'by day of the shift');
      await search(page, 'nobody is called this');
      await isClean(page, 'nothing found');
    });

    test(`axe finds no violations in the data settings in ${colorScheme} colours`, async ({ page }) => {
      test.slow();
      await openScreen(page, app, 'Settings');
      const forget = page.getByRole('region', { name: 'Forget a person' });
      await forget.getByLabel('Who', { exact: true }).selectOption({ index: 1 });
      await dialog(page, 'Forget…');
      await isClean(page, 'Settings');
      await openScreen(page, app, 'Connection');
      await page.getByText('Details', { exact: true }).click();
      await page.getByText('Original messages').click();
      await page.getByRole('list', { name: 'Original messages' }).getByRole('button').first().click();
      await isClean(page, 'the messages');
    });
  });
}

for (const [width, language] of [
  [1280, 'nl'],
  [1280, 'fr'],
  [720, 'en'],
  [720, 'fr'],
] as const)
  test(`in ${language}, ${width} pixels wide, nothing overflows the window`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.goto(app.ui);
    await page.getByRole('navigation').getByRole('button').nth(4).click();
    await page.locator('select[name="language"]').selectOption(language);
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    const isInside = async (what: string) => {
      const sideways = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      await expect.poll(sideways, { message: what }).toBeLessThanOrEqual(0);
    };
    await expect(page.locator('select[name="retention.historyMonths"]')).toBeVisible();
    await isInside('settings');
    await page.getByRole('navigation').getByRole('button').nth(2).click();
    await rows(page).first().click();
    await expect(rows(page).first()).toHaveAttribute('aria-expanded', 'true');
    await isInside('an open row');
    const chips = page.getByRole('main').locator('button[aria-expanded]:not([data-row])').filter({ visible: true });
    for (let n = 0; n < 5; n += 1) {
      await chips.nth(n).click();
      await expect(chips.nth(n)).toHaveAttribute('aria-expanded', 'true');
      const right = async () => {
        const box = await page.getByRole('main').locator('[role="group"]').last().boundingBox();
        return box ? box.x + box.width : Number.NaN;
      };
      await expect.poll(right).toBeLessThanOrEqual(width);
      await page.keyboard.press('Escape');
      await expect(chips.nth(n)).toHaveAttribute('aria-expanded', 'false');
    }
    await page.getByRole('navigation').getByRole('button').nth(4).click();
    await page.locator('select[name="language"]').selectOption('en');
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  });

test('in a low window the filters collapse behind one button', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 430 });
  await openHistory(page, app);
  const shown = async () => 430 - ((await rows(page).first().boundingBox())?.y ?? 430);
  await expect.poll(shown).toBeGreaterThan(215);
  const narrow = page.getByRole('button', { name: 'Narrow down' });
  const rejected = page.getByRole('button', { name: /^Rejected/ });
  await expect(rejected).toBeHidden();
  await narrow.click();
  await isClean(page, 'what narrows the results');
  await page.getByRole('button', { name: /^Shift/ }).click();
  await page.keyboard.press('Escape');
  // The key closed only the menu.
  await rejected.click();
  await resultsSettled(page);
  await page.keyboard.press('Escape');
  await expect(rejected).toBeHidden();
  await expect(narrow).toBeFocused();
  await expect(narrow).toHaveAttribute('data-narrowed');
  await expect(rows(page).first()).toContainText('Rejected');
  await expect.poll(shown).toBeGreaterThan(215);
  // The viewport of such a window at 200 % zoom.
  await page.setViewportSize({ width: 640, height: 215 });
  const topOf = async (words: Locator) => (await words.boundingBox())?.y ?? 0;
  const first = rows(page).first();
  const apart = async () => (await topOf(first.getByText('live'))) - (await topOf(first.locator('span span').first()));
  await expect.poll(async () => Math.abs(await apart())).toBeLessThan(8);
  await narrow.click();
  await page.getByRole('button', { name: /^Seen/ }).click();
  const last = page.getByRole('group', { name: 'Seen' }).getByRole('radio').last();
  await last.scrollIntoViewIfNeeded();
  await expect(last).toBeInViewport({ ratio: 1 });
});
