import { expect, type Locator, type Page } from '@playwright/test';
import { messagesFor } from '../../../../shared/i18n/index.ts';
import {
  andThen,
  chooseByKey,
  choosesAnother,
  closes,
  closesDialog,
  copies,
  dialog,
  downloads,
  given,
  isChosen,
  leadsTo,
  opensDialog,
  removesOne,
  row,
  shows,
  switches,
  takesText,
  unfolds,
} from '../effects.ts';
import { around, starting } from '../names.ts';
import { closeMessages, goTo, openDialog, screen } from '../screens.ts';
import type { Effect, Row, Scene } from '../sweep.ts';

const t = messagesFor('nl');
const { common, connection, data, history, settings: words } = t;

const part = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const button = (place: Locator, name: string | RegExp) => place.getByRole('button', { name, exact: true });
const select = (page: Page, label: string) => screen(page, t, 'settings').getByRole('combobox', { name: label });

const open = async (page: Page): Promise<void> => {
  await goTo(page, t, 'settings');
  await closeMessages(page, t);
};
const opening = (title: string | RegExp, by: (page: Page) => Promise<unknown>) =>
  openDialog((page) => dialog(page, title), open, by);

/** A shorter period is selected in a native select, and the app asks for confirmation. */
const asksForLess: Effect = async ({ control, page, press }) => {
  const before = await control.inputValue();
  await press();
  await chooseByKey(page, control, 'ArrowUp');
  await expect(dialog(page, data.shorten)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(control).toHaveValue(before);
};
const openLess = opening(data.shorten, async (page) => {
  const list = select(page, data.historyMonths);
  const index = await list.evaluate((element: HTMLSelectElement) => element.selectedIndex);
  await list.selectOption({ index: index - 1 });
});

const backups = (page: Page) => part(page, data.backups).getByRole('listitem');
const second = () => Math.floor(Date.now() / 1000);
const makesBackup: Effect = async ({ page, press }) => {
  const before = await backups(page).count();
  await expect(button(part(page, data.backups), data.makeBackup)).toBeEnabled();
  // Backups are named by the second, so two in the same second would be one.
  const start = second();
  await expect.poll(second).not.toBe(start);
  await press();
  await expect(backups(page)).toHaveCount(before + 1);
};
const restoreOne = (page: Page) => button(part(page, data.backups), around(data.restoreOne)).first();
const openRestore = opening(data.restoreTitle, async (page) => {
  if ((await restoreOne(page).count()) === 0) await button(part(page, data.backups), data.makeBackup).click();
  await restoreOne(page).click();
});
const isChecked = (page: Page) => expect(page.getByText(data.restoreReady)).toBeVisible();
const openChecked = async (page: Page): Promise<void> => {
  await openRestore(page);
  const check = button(dialog(page, data.restoreTitle), data.restoreCheck);
  if (await check.isVisible()) await check.click();
  await isChecked(page);
};

const FORGETTING = around(data.forgetTitle);
const FORGOTTEN = around(data.forgotten);
const openForget = opening(FORGETTING, async (page) => {
  await select(page, data.forgetChoose).selectOption({ index: 1 });
  await button(part(page, data.forget), data.forgetStart).click();
});
/** Types the name that the dialog asks for. */
const confirm = async (page: Page): Promise<void> => {
  const chosen = await select(page, data.forgetChoose).locator('option:checked').innerText();
  await dialog(page, FORGETTING)
    .getByRole('textbox')
    .fill(chosen.split(' · ')[0] ?? '');
};
const openForgotten = opening(FORGOTTEN, async (page) => {
  await openForget(page);
  await confirm(page);
  await button(dialog(page, FORGETTING), data.forgetNow).click();
});
const forgotten = (page: Page) => part(page, data.forget).locator('li:not([data-gone])');
const openWithForgotten = async (page: Page): Promise<void> => {
  await open(page);
  if ((await forgotten(page).count()) === 0) await openForgotten(page);
  await open(page);
  await expect(forgotten(page).first()).toBeVisible();
};

const strip = (page: Page) => page.locator('[data-strip]');
const files = (page: Page) => part(page, data.exports).locator('li:not([data-gone])');
const openExport = opening(history.export.title, (page) => button(part(page, data.exports), data.exportAll).click());
const openWithFile = async (page: Page): Promise<void> => {
  await open(page);
  if ((await files(page).count()) > 0 && (await strip(page).isVisible())) return;
  await openExport(page);
  const download = page.waitForEvent('download');
  await button(dialog(page, history.export.title), history.export.start).click();
  await download;
  await expect(files(page).first()).toBeVisible();
};

const choosesFile: Effect = async ({ page, press }) => {
  const chooser = page.waitForEvent('filechooser');
  await press();
  await chooser;
};

/** Differs each time, so that there is always something to use. */
let hours = 20;
const openPreview = opening(words.settingsFile.title, (page) =>
  page.locator('input[name="settings-file"]').setInputFiles({
    name: 'settings.json',
    mimeType: 'application/json',
    buffer: Buffer.from(
      JSON.stringify({
        format: 'assignment-monitor-settings',
        version: 1,
        settings: { notifications: { breakThroughHours: ++hours } },
      }),
    ),
  }),
);

const openLicences = opening(words.licences.title, (page) =>
  button(screen(page, t, 'settings'), words.licences.show).click(),
);

const closing = (title: string | RegExp): Row => row('button', common.close, closesDialog(title), { css: 'dialog *' });
const cancelling = (title: string | RegExp): Row => row('button', common.cancel, closesDialog(title));
const one = { most: 1 };

const PAGE: Row[] = [
  row('combobox', data.historyMonths, asksForLess),
  row('combobox', data.deliveryDays, choosesAnother),
  row('button', data.makeBackup, makesBackup),
  row('button', around(data.restoreOne), opensDialog(data.restoreTitle), one),
  row('button', data.exportAll, opensDialog(history.export.title)),
  row('combobox', data.forgetChoose, choosesAnother),
  row(
    'button',
    data.forgetStart,
    leadsTo((page) => expect(page.getByText(data.forgetNoPerson)).toBeVisible()),
  ),
  row('button', words.licences.show, opensDialog(words.licences.title)),
  row('button', connection.copyDiagnostics, copies),
  row('button', words.settingsFile.save, downloads(/\.json$/)),
  row('button', words.settingsFile.read, choosesFile),
];

export const SETTINGS_DATA: Scene[] = [
  { name: 'data and about', open, rows: PAGE },
  {
    name: 'licences',
    open: openLicences,
    rows: [row('summary', /./, unfolds, { css: 'dialog *', most: 2 }), closing(words.licences.title)],
  },
  {
    name: 'a settings file',
    open: openPreview,
    rows: [
      row('checkbox', /./, switches),
      closing(words.settingsFile.title),
      cancelling(words.settingsFile.title),
      row('button', words.settingsFile.use(1), closesDialog(words.settingsFile.title)),
    ],
  },
  {
    name: 'less history',
    open: openLess,
    rows: [
      closing(data.shorten),
      cancelling(data.shorten),
      row('button', data.shortenConfirm, closesDialog(data.shorten)),
    ],
  },
  {
    name: 'restoring',
    open: openRestore,
    rows: [
      closing(data.restoreTitle),
      cancelling(data.restoreTitle),
      row(
        'button',
        data.restoreCheck,
        andThen(leadsTo(isChecked), ({ page }) => page.keyboard.press('Escape')),
      ),
    ],
  },
  { name: 'restored at the next start', open: openChecked, rows: [closing(data.restoreTitle)] },
  {
    name: 'exporting everything',
    open: openExport,
    rows: [
      ...Object.values(history.export.formats).map((format) => row('radio', starting(format), isChosen)),
      closing(history.export.title),
      cancelling(history.export.title),
      row('button', history.export.start, downloads(/\.(csv|jsonl)$/), { css: 'dialog *' }),
    ],
  },
  {
    name: 'exported files',
    open: openWithFile,
    rows: [
      row('button', around(data.deleteOne), removesOne(files), one),
      row('button', common.close, closes(strip), { css: '[data-strip] *' }),
    ],
  },
  {
    name: 'forgetting a person',
    open: openForget,
    rows: [
      row('textbox', around(data.forgetConfirm), takesText),
      closing(FORGETTING),
      cancelling(FORGETTING),
      row(
        'button',
        data.forgetNow,
        given(
          ({ page }) => confirm(page),
          shows((page) => dialog(page, FORGOTTEN)),
        ),
      ),
    ],
  },
  { name: 'a forgotten person', open: openForgotten, rows: [closing(FORGOTTEN)] },
  {
    name: 'forgotten people',
    open: openWithForgotten,
    rows: [row('button', around(data.allowOne), removesOne(forgotten), one)],
  },
];
