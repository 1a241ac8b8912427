import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { type App, startAppWith } from '../app.ts';
import { prepareHalfYear } from './half-year-history.ts';
import { openHistory, openScreen, search } from './open-history.ts';

let app: App;
test.beforeAll(async () => {
  app = await startAppWith(prepareHalfYear);
});
test.afterAll(() => app[Symbol.asyncDispose]());

const TRACES = ['thierry', 'gérard', 'gerard'];
/** The files of a data folder, including backups, that contain one of these words. */
const filesContaining = (dataDir: string, words: readonly string[]): string[] =>
  readdirSync(dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => {
      const content = readFileSync(path).toString('utf8').toLowerCase();
      return words.some((word) => content.includes(word));
    })
    .map((path) => relative(dataDir, path))
    .sort();

const part = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

test('a shorter retention needs confirmation, a longer one does not', async ({ page }) => {
  await openScreen(page, app, 'Settings');
  const months = page.locator('select[name="retention.historyMonths"]');
  await months.selectOption('3');
  const dialog = page.getByRole('dialog', { name: 'Keep less history?' });
  await expect(dialog).toContainText('Changes older than 3 months will be deleted for good');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(months).toHaveValue('13');
  await months.selectOption('24');
  await expect(dialog).toHaveCount(0);
  await expect(months).toHaveValue('24');
  await months.selectOption('18');
  await dialog.getByRole('button', { name: 'Keep less' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(months).toHaveValue('18');
  await page.reload();
  await page.getByRole('navigation').getByRole('button', { name: 'Settings' }).click();
  await expect(months).toHaveValue('18');
});

test('a backup is made, verified and restored at the next start', async ({ page }) => {
  await openScreen(page, app, 'Settings');
  await expect(part(page, 'Backups').getByText('No backup yet.')).toBeVisible();
  await part(page, 'Backups').getByRole('button', { name: 'Make a backup now' }).click();
  await part(page, 'Backups')
    .getByRole('button', { name: /^Restore the backup of/ })
    .click();
  await page.getByRole('button', { name: 'Check and restore' }).click();
  await expect(page.getByText('The backup is intact and will be used at the next start.')).toBeVisible();
  // An app that was started from a terminal cannot restart itself.
  await expect(page.getByRole('button', { name: 'Restart now' })).toHaveCount(0);
});

test('a person is erased after their name is typed, and cannot be found any more', async ({ page }) => {
  await openHistory(page, app);
  await search(page, 'Thierry Gérard');
  await expect(page.getByRole('main').locator('mark').first()).toBeVisible();
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('dialog', { name: 'Export the history' }).getByRole('button', { name: 'Export' }).click();
  const exported = (await download).suggestedFilename();
  // Before, the files contain the name.
  expect(filesContaining(app.dataDir, TRACES)).toEqual(
    expect.arrayContaining(['planner.db', 'planner.db-search', join('exports', exported)]),
  );
  await openScreen(page, app, 'Settings');
  const forget = part(page, 'Forget a person');
  await forget.getByRole('button', { name: 'Forget…' }).click();
  await expect(forget.getByRole('alert')).toHaveText('Choose a person first.');
  await forget.getByLabel('Who', { exact: true }).selectOption({ label: 'Thierry Gérard · 4240' });
  await forget.getByRole('button', { name: 'Forget…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Forget Thierry Gérard?' });
  await expect(dialog.getByText(/^\d+ lines of the history$/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Forget for good' }).click();
  await expect(dialog.getByRole('alert').filter({ hasText: 'That is not the name.' })).toBeVisible();
  await dialog.getByRole('textbox').fill('thierry gerard');
  await dialog.getByRole('button', { name: 'Forget for good' }).click();
  const done = page.getByRole('dialog', { name: 'Thierry Gérard is forgotten' });
  await expect(done).toBeVisible();
  // Exported files are listed, and deleted only by the planner.
  expect(filesContaining(app.dataDir, TRACES)).toEqual([join('exports', exported)]);
  await done.getByRole('button', { name: `Delete ${exported}` }).click();
  await expect(done.getByText(exported)).toHaveCount(0);
  await expect.poll(() => filesContaining(app.dataDir, TRACES)).toEqual([]);
  await done.getByRole('button', { name: 'Close' }).last().click();
  await expect(forget.getByLabel('Who', { exact: true }).locator('option', { hasText: 'Thierry' })).toHaveCount(0);
  await expect(forget.getByRole('button', { name: /^Read again the person forgotten on/ })).toBeVisible();

  await page.getByRole('navigation').getByRole('button', { name: 'History' }).click();
  await search(page, 'Thierry Gérard');
  await expect(page.getByText('No change matches')).toBeVisible();
});

test('raw deliveries are shown with masked secrets and can be processed again', async ({ page }) => {
  await openScreen(page, app, 'Connection');
  await page.getByText('Details', { exact: true }).click();
  await page.getByText('Original messages').click();
  const list = page.getByRole('list', { name: 'Original messages' });
  await expect(list.getByRole('button').first()).toContainText('Not understood');
  await expect(list.getByRole('button', { name: /Understood/ }).first()).toBeVisible();
  await page.getByText('Not understood', { exact: true }).first().click();
  await expect(list.getByRole('listitem')).toHaveCount(3);
  await list.getByRole('button').first().click();
  await expect(list.getByText('sha2… (23)')).toBeVisible();
  await expect(list).not.toContainText('0011223344556677');
  await expect(list.getByText('Nothing that this version understands.')).toBeVisible();
  await list.getByText('The message itself').click();
  await expect(list.locator('pre')).toHaveText('not JSON at all');
  await list.getByRole('button', { name: 'Process again' }).click();
  await expect(page.getByText('Still not understood. The message stays kept.')).toBeVisible();

  await list
    .getByRole('button', { name: /Not understood/ })
    .last()
    .click();
  await expect(list.getByText('Assignment 99001 created or changed')).toBeVisible();
  await list.getByRole('button', { name: 'Process again' }).click();
  await expect(page.getByText('Understood now: 1 change applied.')).toBeVisible();
  await page.getByRole('navigation').getByRole('button', { name: 'History' }).click();
  await search(page, '"understood after an update"');
  await expect(page.getByRole('main').locator('mark').first()).toBeVisible();
});

test('webhooks at Protime cannot be listed before Protime is set up, and the screen says why', async ({ page }) => {
  await openScreen(page, app, 'Connection');
  await page.getByText('Details', { exact: true }).click();
  const webhooks = page.getByRole('region', { name: 'Webhooks of this app at Protime' });
  await webhooks.getByRole('button', { name: 'Ask Protime' }).click();
  await expect(webhooks.getByRole('status')).not.toBeEmpty();
});
