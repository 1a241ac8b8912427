import { expect, type Page } from '@playwright/test';
import type { App } from '../app.ts';

/** Opens a screen by its name in the navigation. */
export const openScreen = async (page: Page, app: Pick<App, 'ui'>, name: string): Promise<void> => {
  await page.goto(app.ui);
  await page.getByRole('navigation').getByRole('button', { name }).click();
  await expect(page.getByRole('main', { name })).toBeVisible();
};

/** Opens the history and waits for the first results. */
export const openHistory = async (page: Page, app: Pick<App, 'ui'>): Promise<void> => {
  await openScreen(page, app, 'History');
  await expect(rows(page).first()).toBeVisible();
};

export const rows = (page: Page) => page.getByRole('main').locator('[data-row]');
export const searchBox = (page: Page) => page.getByRole('searchbox', { name: 'Search the history' });
/** The element with the number of results. */
export const found = (page: Page) => page.getByRole('main').locator('p[role="status"]').first();

/** The number of results, as soon as the screen shows it. */
export const foundText = async (page: Page): Promise<string> => {
  await expect(found(page)).toHaveText(/^\d/);
  return found(page).innerText();
};

/** Types a query and waits for its results. */
export const search = async (page: Page, text: string): Promise<void> => {
  // A click waits until no dialog covers the search box; keys would go to the dialog.
  await searchBox(page).click();
  await searchBox(page).fill(text);
  await expect(page.getByRole('main').locator('[data-answers]')).toHaveAttribute('data-answers', text);
  await resultsSettled(page);
};

/** Waits until the results and counts are loaded. */
export const resultsSettled = async (page: Page): Promise<void> => {
  await expect(page.getByRole('main').locator('[aria-busy="false"]')).toBeVisible();
  await expect(page.locator('[data-stale]')).toHaveCount(0);
};

/** The `seq` of the shown rows, in order. */
export const seqs = (page: Page): Promise<number[]> =>
  rows(page).evaluateAll((all) => all.map((row) => Number(row.getAttribute('data-row'))));
