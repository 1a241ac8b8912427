import { expect, type Page, test } from '@playwright/test';
import { type App, startAppWith } from '../app.ts';
import { prepareHalfYear } from './half-year-history.ts';
import { found, foundText, openHistory, resultsSettled, rows, search, searchBox, seqs } from './open-history.ts';

let app: App;
test.beforeAll(async () => {
  app = await startAppWith(prepareHalfYear);
});
test.afterAll(() => app[Symbol.asyncDispose]());
test.beforeEach(({ page }) => openHistory(page, app));

const names = (page: Page) => rows(page).locator('span span').first();

test('finds by name, number and prefix, ignoring accents, and highlights the match', async ({ page }) => {
  await search(page, 'lukasz now');
  await expect(page.getByRole('main').locator('mark').first()).toHaveText('Łukasz');
  await expect(names(page)).toContainText('Łukasz Nowak');
  await search(page, '4184');
  await expect(page.getByRole('main').locator('mark').first()).toHaveText('4184');
  await search(page, 'yilmaz');
  await expect(names(page)).toContainText('Yusuf Yılmaz');
  // A match in a field that did not change, such as the activity, is highlighted, too.
  await search(page, 'onthaal');
  await expect(rows(page).first()).toContainText('Reception');
  await search(page, 'north gate');
  await expect(rows(page).first().locator('mark')).toHaveText(['north', 'gate']);
});

test('treats operators of other search boxes as plain text', async ({ page }) => {
  for (const text of ['jan AND peeters', 'jan* -peeters', 'NEAR(jan peeters)', 'name:jan', '"', '*', '-', 'OR NOT']) {
    await search(page, text);
    await expect(page.getByRole('alert')).toHaveCount(0);
    await expect(rows(page).first().or(page.getByText('No change matches'))).toBeVisible();
  }
  await search(page, 'jan peeters AND');
  await expect(page.getByText('No change matches')).toBeVisible();
});

test('keeps a phrase between quotes together', async ({ page }) => {
  await search(page, 'gate keys');
  await expect(rows(page).first()).toBeVisible();
  await search(page, '"keys of the north gate"');
  await expect(rows(page).first()).toBeVisible();
  await search(page, '"gate keys"');
  await expect(page.getByText('No change matches')).toBeVisible();
  await expect(page.getByText('Words between quotes must stand next to each other.')).toBeVisible();
});

test('each chip returns as many results as its count', async ({ page }) => {
  const kinds = page.getByRole('group', { name: 'What changed' });
  await search(page, 'peeters');
  for (const kind of ['Rejected', 'Times', 'Comment']) {
    const chip = kinds.getByRole('button', { name: new RegExp(`^\\S? ?${kind} \\d`) });
    await expect(chip).toBeVisible();
    const count = /(\d+)$/.exec(await chip.innerText())?.[1];
    await chip.click();
    await expect(found(page)).toHaveText(new RegExp(`^${count} changes?$`));
    await chip.click();
    await resultsSettled(page);
  }
});

test('filters by person, periods, source and outcome, shows the filters, and clears them all', async ({ page }) => {
  const chip = (name: RegExp) => page.getByRole('group', { name: 'Narrow down' }).getByRole('button', { name });
  await chip(/^Person/).click();
  await page.getByRole('combobox', { name: 'Find a person' }).fill('sorensen');
  await expect(page.getByText('No one by that name.')).toBeVisible();
  await page.getByRole('combobox', { name: 'Find a person' }).fill('jensen');
  await page.keyboard.press('Enter');
  await expect(chip(/^Person: Søren Jensen/)).toBeFocused();
  await expect(names(page)).toContainText('Søren Jensen');
  const everything = await seqs(page);

  await chip(/^Seen/).click();
  const label = page.locator('label').filter({ hasText: 'Last 30 days' });
  await expect(label).toHaveText(/Last 30 days\s*\d+/);
  const count = /(\d+)$/.exec(await label.innerText())?.[1];
  await label.click();
  await page.keyboard.press('Escape');
  await expect(found(page)).toHaveText(new RegExp(`^${count} changes?$`));

  await chip(/^Source/).click();
  await page.getByText('Found while catching up', { exact: true }).click();
  await page.keyboard.press('Escape');
  await expect(chip(/^Source: Found while catching up/)).toBeVisible();
  await chip(/^Result/).click();
  await page.getByText('Arrived too late', { exact: true }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByText('No change matches')).toBeVisible();

  await page.getByRole('group', { name: 'Narrow down' }).getByRole('button', { name: 'Clear all filters' }).click();
  await expect(chip(/^Person$/)).toBeVisible();
  await expect.poll(() => seqs(page)).not.toEqual(everything);
});

test('accepts a custom period for the shift', async ({ page }) => {
  await page.getByRole('button', { name: /^Shift/ }).click();
  await page.getByText('Next week', { exact: true }).click();
  await page.getByText('From … until …', { exact: true }).click();
  const from = page.getByLabel('Shift, from');
  const day = await from.inputValue();
  expect(day).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  await page.getByLabel('Shift, until and including').fill(day);
  await page.keyboard.press('Escape');
  await page.getByText('By day of the shift').click();
  await expect(page.getByRole('region', { name: 'Changes' }).getByRole('heading')).toHaveCount(1);
});

test('loads all pages, each change once, under its day, with gaps in reception between', async ({ page }) => {
  await page.getByRole('button', { name: /^Seen/ }).click();
  await page.getByText('Last 30 days', { exact: true }).click();
  await page.keyboard.press('Escape');
  const end = page.getByText('No more changes.');
  await expect(async () => {
    await page.getByRole('main').locator('[data-row]').last().scrollIntoViewIfNeeded();
    await expect(end).toBeVisible({ timeout: 500 });
  }).toPass();
  const all = await seqs(page);
  expect(all.length).toBeGreaterThan(150);
  expect(all).toEqual([...new Set(all)].sort((a, b) => b - a));
  await expect(page.getByText(/^Not reachable /).first()).toBeAttached();
  const headings = await page.getByRole('region', { name: 'Changes' }).getByRole('heading').allInnerTexts();
  expect(new Set(headings).size).toBe(headings.length);
});

test('by day of the shift, the latest shift comes first and every change is found', async ({ page }) => {
  await search(page, 'lambert');
  const count = await foundText(page);
  await page.getByText('By day of the shift').click();
  await expect(async () => {
    await rows(page).last().scrollIntoViewIfNeeded();
    await expect(page.getByText('No more changes.')).toBeVisible({ timeout: 500 });
  }).toPass();
  await expect(found(page)).toHaveText(count);
  const all = await seqs(page);
  expect(new Set(all).size).toBe(all.length);
});

test('a row opens to all fields, its source and its raw data, and links to the plan as of then', async ({ page }) => {
  await page.getByRole('group', { name: 'What changed' }).getByRole('button', { name: /Times/ }).click();
  await expect(rows(page).first()).toContainText('End');
  await rows(page).first().click();
  const table = page.getByRole('table', { name: 'All fields' });
  await expect(table.getByRole('row')).toHaveCount(10);
  await expect(table.getByRole('row', { name: /^End \(changed\)/ })).toBeVisible();
  await expect(page.getByText('Signed by Protime')).toBeVisible();
  await page.getByText('As Protime sent it').click();
  await expect(page.locator('pre')).toContainText('"changeVersion"');
  await page.getByRole('button', { name: 'Show in the plan as it was then' }).click();
  await expect(page.getByRole('main', { name: 'Plan' })).toBeVisible();
  await expect(page).toHaveURL(/as-of=/);
});

test('can be used with the keyboard alone', async ({ page }) => {
  await page.getByRole('main').focus();
  await page.keyboard.press('/');
  await expect(searchBox(page)).toBeFocused();
  await page.keyboard.type('dubois');
  await expect(page.getByRole('main').locator('mark').first()).toHaveText(/dubois/i);
  await page.keyboard.press('ArrowDown');
  await expect(rows(page).first()).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(rows(page).nth(1)).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(rows(page).nth(1)).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('ArrowLeft');
  await expect(rows(page).nth(1)).toHaveAttribute('aria-expanded', 'false');
  await page.keyboard.press('Escape');
  await expect(searchBox(page)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(searchBox(page)).toHaveValue('');
});

test('keeps query and scroll position while another screen is open', async ({ page }) => {
  await search(page, 'maes');
  await rows(page).nth(20).scrollIntoViewIfNeeded();
  const scroller = page.getByRole('region', { name: 'Changes' }).locator('xpath=ancestor::div[2]');
  const top = await scroller.evaluate((element) => element.scrollTop);
  expect(top).toBeGreaterThan(100);
  await page.getByRole('navigation').getByRole('button', { name: 'Plan' }).click();
  await page.getByRole('navigation').getByRole('button', { name: 'History' }).click();
  await expect(searchBox(page)).toHaveValue('maes');
  await expect.poll(() => scroller.evaluate((element) => element.scrollTop)).toBe(top);
});
