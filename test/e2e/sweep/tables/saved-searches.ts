import { expect, type Locator, type Page } from '@playwright/test';
import {
  closes,
  dialog,
  downloads,
  isChosen,
  isDisabled,
  leadsTo,
  opensDialog,
  row,
  switches,
  takesText,
  toggles,
} from '../effects.ts';
import { around, starting } from '../names.ts';
import { closeMessages, openDialog } from '../screens.ts';
import type { Effect, Row, Scene } from '../sweep.ts';
import { clearFilters, filters, open, searchBox, t } from './history-page.ts';

const { common, history: words } = t;
const { saved } = words;

const press = (name: string) => (page: Page) => page.getByRole('button', { name, exact: true }).click();
const pills = (page: Page): Locator => page.getByRole('navigation', { name: saved.title }).getByRole('listitem');
const saving = (page: Page) => dialog(page, saved.saveTitle);
const managing = (page: Page) => dialog(page, saved.manageTitle);
const exporting = (page: Page) => dialog(page, words.export.title);
const strip = (page: Page) => page.locator('[data-strip]');

let asked = 0;
/** Enters a new query, which can be saved. */
const enterNewQuery = async (page: Page): Promise<void> => {
  asked += 1;
  await searchBox(page).fill(`zz${asked}`);
  await expect(page.getByRole('button', { name: saved.save, exact: true })).toBeEnabled();
};
/** Clears the filters, so that no saved search is selected. */
const openSearch = async (page: Page): Promise<void> => {
  await open(page);
  await filters(page)
    .getByRole('button', { name: starting(common.kind.comment) })
    .click();
  await clearFilters(page).click();
  await enterNewQuery(page);
};

/** Enters a name in the dialog, and saves the search. */
const saveBy = async (page: Page, submit: () => Promise<unknown>): Promise<void> => {
  const name = `Search ${asked}`;
  await saving(page).getByRole('textbox').fill(name);
  await submit();
  await expect(saving(page)).toHaveCount(0);
  await expect(pills(page).filter({ hasText: name })).toBeVisible();
  await closeMessages(page, t);
};
const isSaved: Effect = (control) => saveBy(control.page, control.press);

const openSaving = openDialog(saving, openSearch, press(saved.save));

/** Opens a saved search, and changes its query. */
const openSavingAnother = openDialog(
  saving,
  async (page) => {
    await open(page);
    await pills(page).first().getByRole('button').click();
    await enterNewQuery(page);
  },
  press(saved.save),
);

/** Makes sure that there are at least two searches, so that one can be moved. */
const openWithTwo = async (page: Page): Promise<void> => {
  for (await open(page); (await pills(page).count()) < 2; ) {
    await openSaving(page);
    await saveBy(page, () => saving(page).locator('button[type="submit"]').click());
  }
};
const openManaging = openDialog(managing, openWithTwo, press(saved.manage));

/** The saved searches or their order have changed when the list is released. */
const rearranges: Effect = async ({ page, press: pressControl }) => {
  const names = () => pills(page).allInnerTexts();
  const before = await names();
  await pressControl();
  await page.keyboard.press('Escape');
  await expect(managing(page)).toHaveCount(0);
  await expect.poll(names).not.toEqual(before);
};

const openExporting = openDialog(exporting, openSearch, press(words.export.open));

const openExported = async (page: Page): Promise<void> => {
  if (await strip(page).isVisible()) return;
  await openExporting(page);
  const download = page.waitForEvent('download');
  await exporting(page).getByRole('button', { name: words.export.start, exact: true }).click();
  await download;
  await expect(strip(page).getByRole('button')).toHaveCount(1);
};

const one = { most: 1 };

const MANAGING: Row[] = [
  row('textbox', around(saved.rename), takesText, one),
  row('button', around(saved.notifyOf), toggles('aria-pressed'), one),
  row('button', around(saved.up), isDisabled, { css: ':disabled' }),
  row('button', around(saved.down), isDisabled, { css: ':disabled' }),
  row('button', around(saved.up), rearranges, { css: ':enabled', ...one }),
  row('button', around(saved.down), rearranges, { css: ':enabled', ...one }),
  row('button', common.close, closes(managing), { css: 'dialog *' }),
  row('button', around(saved.delete), rearranges, one),
];

const EXPORTING: Row[] = [
  row('radio', starting(words.export.shown), isChosen),
  row('radio', words.export.all, isChosen),
  ...Object.values(words.export.formats).map((format) => row('radio', starting(format), isChosen)),
  row('button', common.close, closes(exporting), { css: 'dialog *' }),
  row('button', common.cancel, closes(exporting)),
  row('button', words.export.start, downloads(/\.(csv|jsonl)$/), { css: 'dialog *' }),
];

export const SAVED_SEARCHES: Scene[] = [
  {
    name: 'a search',
    open: openSearch,
    rows: [
      row('button', saved.save, opensDialog(saved.saveTitle), { css: ':enabled' }),
      row('button', words.export.open, opensDialog(words.export.title)),
    ],
  },
  {
    name: 'saving it',
    open: openSaving,
    rows: [
      row('textbox', saved.name, takesText),
      row('switch', saved.notify, switches),
      row('button', common.close, closes(saving), { css: 'dialog *' }),
      row('button', saved.saveButton, isSaved),
    ],
  },
  {
    name: 'saving what a saved search became',
    open: openSavingAnother,
    rows: [row('button', saved.saveNew, isSaved), row('button', around(saved.saveOver), closes(saving))],
  },
  {
    name: 'saved searches',
    open,
    rows: [
      row(
        'button',
        /Search \d/,
        leadsTo((page) => expect(searchBox(page)).toHaveValue(/^zz\d/)),
        { css: 'nav li *' },
      ),
      row('button', saved.manage, opensDialog(saved.manageTitle)),
    ],
  },
  { name: 'managing them', open: openManaging, rows: MANAGING },
  { name: 'exporting', open: openExporting, rows: EXPORTING },
  {
    name: 'an export that was fetched',
    open: openExported,
    rows: [row('button', common.close, closes(strip), { css: '[data-strip] *' })],
  },
];
