import { expect, type Locator, type Page } from '@playwright/test';
import { messagesFor } from '../../../../shared/i18n/index.ts';
import { resultsSettled } from '../../history/open-history.ts';
import { goTo, screen } from '../screens.ts';

// Helpers for the tables of the History screen.

export const t = messagesFor('fr');
const words = t.history;

export const main = (page: Page): Locator => screen(page, t, 'history');
export const filters = (page: Page): Locator => page.getByRole('group', { name: words.filters });
export const changes = (page: Page): Locator => main(page).locator('[data-row]');
export const searchBox = (page: Page): Locator => page.getByRole('searchbox', { name: words.search });
export const clearFilters = (page: Page): Locator =>
  main(page).getByRole('button', { name: words.clearFilters }).first();

/** Shows all changes, newest first, without filters, menus and dialogs. */
export const open = async (page: Page): Promise<void> => {
  await goTo(page, t, 'history');
  if ((await searchBox(page).inputValue()) !== '') await searchBox(page).fill('');
  if (await clearFilters(page).isVisible()) await clearFilters(page).click();
  await main(page).getByText(words.orders.seen, { exact: true }).click();
  await expect(changes(page).first()).toBeVisible();
  await resultsSettled(page);
};
