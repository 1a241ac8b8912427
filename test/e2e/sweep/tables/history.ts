import { expect, type Page } from '@playwright/test';
import { resultsSettled } from '../../history/open-history.ts';
import {
  andThen,
  closes,
  copies,
  isChosen,
  isDisabled,
  leadsTo,
  opensDialog,
  row,
  takesDay,
  takesText,
  toggles,
  unfolds,
} from '../effects.ts';
import { counted, starting } from '../names.ts';
import { goTo, screen } from '../screens.ts';
import type { Effect, Row, Scene } from '../sweep.ts';
import { newRows } from './frame.ts';
import { changes, clearFilters, filters, main, open, searchBox, t } from './history-page.ts';

const { common, history: words } = t;

const chip = (page: Page, label: string) => filters(page).locator('[aria-expanded]').filter({ hasText: label });
const opened = (page: Page) => page.locator('[data-row][aria-expanded="true"]');

const openMenu =
  (label: string) =>
  async (page: Page): Promise<void> => {
    await goTo(page, t, 'history');
    if ((await chip(page, label).getAttribute('aria-expanded')) === 'false') {
      await open(page);
      await chip(page, label).click();
    }
    await expect(chip(page, label)).toHaveAttribute('aria-expanded', 'true');
    await resultsSettled(page);
  };

/** A menu with one line per option. */
const menu = (label: string, choices: Record<string, string>): Scene => ({
  name: `the menu ${label}`,
  open: openMenu(label),
  rows: Object.values(choices).map((choice) => row('radio', counted(choice), isChosen)),
});

/** Fills the two date fields of a menu with a custom period. */
const days = (label: string, filledBy: string): Scene => ({
  name: `other days, ${label}`,
  open: async (page) => {
    await openMenu(label)(page);
    await page.getByText(filledBy, { exact: true }).click();
    await page.getByText(words.shiftPeriods.custom, { exact: true }).click();
    await expect(page.getByLabel(words.until(label))).not.toHaveValue('');
  },
  rows: [
    row('textbox', words.from(label), takesDay('ArrowDown')),
    row('textbox', words.until(label), takesDay('ArrowUp')),
  ],
});

const choosesPerson: Effect = async ({ control, page, press }) => {
  const name = await control.locator('span').nth(1).innerText();
  await press();
  await expect(chip(page, words.person)).toHaveAttribute('aria-expanded', 'false');
  if (name !== words.anyPerson) await expect(chip(page, words.person)).toContainText(name);
};

const openNothing = async (page: Page): Promise<void> => {
  await open(page);
  await filters(page)
    .getByRole('button', { name: starting(common.kind.comment) })
    .click();
  await searchBox(page).fill('zzzz');
  await expect(page.getByText(words.empty.noMatch)).toBeVisible();
};

/** Opens a change of a webhook that left a shift: one found by reading the list has no raw delivery, a removed one no fields. */
const openChange = async (page: Page): Promise<void> => {
  await open(page);
  const sent = changes(page).filter({ hasText: common.source.webhook, hasNotText: common.kind.deleted });
  if ((await opened(page).count()) === 0) await sent.first().click();
  await expect(main(page).locator('summary').first()).toBeVisible();
};

const openChangeAsSent = async (page: Page): Promise<void> => {
  await openChange(page);
  const details = main(page).locator('details').first();
  if ((await details.getAttribute('open')) === null) await details.locator('summary').click();
};

/** Opens a row, which holds the list, and has one more shift changed. */
const openWithNewRows = (changeOne: () => unknown) => async (page: Page) => {
  await openChange(page);
  changeOne();
  await expect(main(page).getByRole('button', { name: newRows(t) })).toBeVisible();
};

const isShownInPlan = async (page: Page): Promise<void> => {
  await expect(screen(page, t, 'plan')).toBeVisible();
  await expect(page.getByRole('complementary').getByRole('heading').first()).toBeVisible();
};

const showsNewest: Effect = async ({ page, press }) => {
  const newest = () => changes(page).first().getAttribute('data-row');
  const before = await newest();
  await press();
  await expect.poll(newest).not.toBe(before);
};

const one = { most: 1 };

const BASE: Row[] = [
  row('searchbox', words.search, takesText),
  row('button', words.saved.save, isDisabled),
  row('button', words.export.open, opensDialog(words.export.title)),
  ...[words.person, words.shift, words.seen, words.source, words.outcome].map((label) =>
    row('button', starting(label), toggles('aria-expanded'), { css: '[aria-expanded]:not([data-row])' }),
  ),
  ...Object.entries(common.kind)
    .filter(([kind]) => kind !== 'unchanged')
    .map(([, name]) =>
      row('button', counted(name), toggles('aria-pressed', resultsSettled), { css: 'main [aria-pressed]' }),
    ),
  row('radio', words.orders.shift, isChosen),
  row('radio', words.orders.seen, isChosen),
  row('button', /./, toggles('aria-expanded'), { css: '[data-row]', most: 2 }),
];

const CHANGE: Row[] = [
  row('summary', words.raw, unfolds, one),
  row('button', words.openInPlan, leadsTo(isShownInPlan), one),
  row(
    'button',
    words.openThen,
    andThen(leadsTo(isShownInPlan), ({ page }) => expect(page).toHaveURL(/as-of=/)),
    one,
  ),
  row(
    'button',
    words.onlyPerson,
    leadsTo((page) => expect(chip(page, `${words.person}:`)).toBeVisible()),
    one,
  ),
  row(
    'button',
    words.onlyAssignment,
    leadsTo((page) => expect(searchBox(page)).toHaveValue(/^\d+$/)),
    one,
  ),
];

export const HISTORY: Scene[] = [
  { name: 'history', open, rows: BASE },
  {
    name: 'the menu of people',
    open: openMenu(words.person),
    rows: [row('combobox', words.findPerson, takesText), row('option', /./, choosesPerson, { most: 3 })],
  },
  menu(words.shift, words.shiftPeriods),
  menu(words.seen, words.seenPeriods),
  menu(words.source, words.sources),
  menu(words.outcome, words.outcomes),
  days(words.shift, words.shiftPeriods.nextWeek),
  days(words.seen, words.seenPeriods.yesterday),
  {
    name: 'nothing found',
    open: openNothing,
    rows: [
      row(
        'button',
        words.clear,
        leadsTo((page) => expect(searchBox(page)).toHaveValue('')),
      ),
      row('button', words.clearFilters, closes(clearFilters)),
    ],
  },
  { name: 'a change', open: openChange, rows: CHANGE },
  { name: 'a change as it was sent', open: openChangeAsSent, rows: [row('button', words.copyRaw, copies, one)] },
];

/** @param changeOne changes a shift at Protime. */
export const newChanges = (changeOne: () => unknown): Scene => ({
  name: 'what came meanwhile',
  open: openWithNewRows(changeOne),
  rows: [row('button', newRows(t), showsNewest)],
});
