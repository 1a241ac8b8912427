import { expect, type Page, test } from '@playwright/test';
import { type App, startApp } from './app.ts';
import { found, openScreen } from './history/open-history.ts';

let app: App;
test.beforeAll(async () => {
  app = await startApp('demo');
});
test.afterAll(() => app[Symbol.asyncDispose]());

/** Errors that the page reports from now on. */
const complaints = (page: Page): string[] => {
  const all: string[] = [];
  page.on('pageerror', (error) => all.push(error.message));
  page.on('console', (message) => message.type() === 'error' && all.push(message.text()));
  return all;
};

/** Opens the menu of a period with the keyboard and selects the last option, a custom period. */
const chooseDates = async (page: Page, chip: string) => {
  await page.getByRole('button', { name: chip, exact: true }).focus();
  await page.keyboard.press('Enter');
  const group = page.getByRole('group', { name: chip }).first();
  await group.getByRole('radio').first().focus();
  await page.keyboard.press('ArrowUp');
  return group;
};

for (const chip of ['Shift', 'Seen'])
  test(`dates of "${chip}" can be typed key by key`, async ({ page }) => {
    await openScreen(page, app, 'History');
    const wrong = complaints(page);
    const group = await chooseDates(page, chip);
    const from = group.getByLabel(`${chip}, from`);
    await from.click({ position: { x: 14, y: 16 } });
    // Day and month are equal, because some browsers show the month first.
    for (const key of '11112026') {
      await page.keyboard.press(key);
      await expect(group).toBeVisible();
    }
    await expect(from).toHaveValue('2026-11-11');
    await expect(page.getByRole('button', { name: `${chip}: from Wed 11 November 2026` })).toBeVisible();
    // While another year is typed, the field contains intermediate years.
    for (const year of ['0262', '2620', '6202']) {
      await page.keyboard.press(year.slice(-1));
      await expect(from).toHaveValue(`${year}-11-11`);
      await expect(page.getByRole('button', { name: `${chip}: from Wed 11 November 2026` })).toBeVisible();
    }
    await page.keyboard.press('4');
    await expect(page.getByRole('button', { name: `${chip}: from Mon 11 November 2024` })).toBeVisible();
    const until = group.getByLabel(`${chip}, until and including`);
    await until.click({ position: { x: 14, y: 16 } });
    for (const key of '12122024') await page.keyboard.press(key);
    await expect(until).toHaveValue('2024-12-12');
    await expect(found(page)).toHaveText(/^0 /);
    expect(wrong).toEqual([]);
  });

const ODD_ADDRESSES = [
  ...['0002-01-01', '0000-01-01', '9999-12-31', '275760-09-13', '+275760-09-13', '2026-13-01', '2026-02-30'].map(
    (day) => `#plan?view=week&day=${day}`,
  ),
  '#plan?view=month&day=0001-01-01&as-of=0001-01-01T00:00:00Z',
  '#plan?view=day&day=9999-12-31&since=9999-12-31T23:59:59-12:00',
  '#plan?view=century&day=today&as-of=soon&since=%E0%A4%A',
  '#plan?%E0%A4%A=%&&&=',
  '#history?text=%',
  '#nowhere?id=99999999999999999999',
  '#%E0%A4%A',
];

test('a page with any invalid address shows the plan of today, and works', async ({ page }) => {
  const wrong = complaints(page);
  await page.goto(app.ui);
  const bars = page.locator('[data-bar]');
  await expect(bars.first()).toBeVisible();
  const today = await page.getByLabel('Go to a date').inputValue();
  const isOfToday = async () => {
    await expect(page.getByRole('main', { name: 'Plan' })).toBeVisible();
    await expect(page.getByLabel('Go to a date')).toHaveValue(today);
    await expect(bars.first()).toBeVisible();
  };
  for (const hash of ODD_ADDRESSES) {
    // Both ways: pasted into an open page, and opened as a new page.
    await page.evaluate((next) => {
      location.hash = next;
    }, hash);
    await isOfToday();
    await page.goto('about:blank');
    await page.goto(new URL(`/?x=%E0%A4%A&day=0002${hash}`, app.ui).href);
    await isOfToday();
  }
  await page.keyboard.press('g');
  await page.keyboard.press('r');
  await expect(page.getByRole('main', { name: 'Rejections' })).toBeVisible();
  expect(wrong).toEqual([]);
});

test('an invalid stored day is replaced by today', async ({ page }) => {
  const wrong = complaints(page);
  await page.goto(app.ui);
  await expect(page.locator('[data-bar]').first()).toBeVisible();
  const today = await page.getByLabel('Go to a date').inputValue();
  await page.evaluate(() => {
    window.sessionStorage.place = '{"screen":"plan","day":"0002-01-01","selectedId":null}';
    window.localStorage['plan-last-looked'] = '1e300';
    window.localStorage['plan-view'] = '{"view":"century"}';
    history.replaceState(null, '', '/');
  });
  await page.reload();
  await expect(page.locator('[data-bar]').first()).toBeVisible();
  await expect(page.getByLabel('Go to a date')).toHaveValue(today);
  expect(wrong).toEqual([]);
});
