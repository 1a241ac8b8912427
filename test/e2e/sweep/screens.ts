import { expect, type Locator, type Page } from '@playwright/test';
import type { Messages } from '../../../shared/i18n/index.ts';
import { starting } from './names.ts';
import type { Effect } from './sweep.ts';

// Helpers that all tables use to open their scenes.

export const SCREENS = ['plan', 'rejections', 'history', 'connection', 'settings'] as const;
type Screen = (typeof SCREENS)[number];

export const screen = (page: Page, t: Messages, name: Screen): Locator =>
  page.getByRole('main', { name: t[name].title, exact: true });

/** Opens a screen with the navigation, unless it is open, and closes dialogs. */
export const goTo = async (page: Page, t: Messages, name: Screen): Promise<void> => {
  while (await page.getByRole('dialog').isVisible()) await page.keyboard.press('Escape');
  const item = page
    .getByRole('navigation', { name: t.common.frame.navigation })
    .getByRole('button', { name: starting(t[name].title) });
  if ((await item.getAttribute('aria-current')) === null) await item.click();
  await expect(screen(page, t, name)).toBeVisible();
};

export const goesTo =
  (t: Messages, name: Screen): Effect =>
  async ({ page, press }) => {
    await press();
    await expect(screen(page, t, name)).toBeVisible();
    await expect(page.locator('nav [aria-current="page"]')).toHaveText(starting(t[name].title));
  };

export const isLive = (page: Page, t: Messages): Promise<void> =>
  expect(page.locator('header').getByRole('button', { name: starting(t.common.state.live) })).toBeVisible();

export const messages = (page: Page, t: Messages): Locator =>
  page.getByRole('region', { name: t.common.frame.messages, exact: true }).getByRole('listitem');

/** Closes all toasts, so that none covers a control. */
export const closeMessages = async (page: Page, t: Messages): Promise<void> => {
  const close = messages(page, t).getByRole('button', { name: t.common.close });
  // A toast that closes itself during this also counts as closed.
  await expect(async () => {
    while ((await close.count()) > 0) await close.first().click({ timeout: 1000 });
  }).toPass();
};

/** Expands the sections with these titles, from the outer to the inner one. */
export const unfold = async (page: Page, ...titles: string[]): Promise<void> => {
  for (const title of titles) {
    const details = page
      .locator('details')
      .filter({ has: page.locator('> summary', { hasText: title }) })
      .last();
    if ((await details.getAttribute('open')) === null) await details.locator('> summary').click();
    await expect(details).toHaveAttribute('open');
  }
};

/** Opens a dialog, unless it is open, after opening its screen. */
export const openDialog =
  (dialog: (page: Page) => Locator, before: (page: Page) => Promise<void>, by: (page: Page) => Promise<unknown>) =>
  async (page: Page): Promise<void> => {
    if (!(await dialog(page).isVisible())) {
      await before(page);
      await by(page);
    }
    await expect(dialog(page)).toBeVisible();
  };
