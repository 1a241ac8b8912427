import { expect, type Page, test } from '@playwright/test';
import { type App, startAppWith } from '../app.ts';
import { prepareHalfYear } from './half-year-history.ts';
import { openHistory, rows, search, searchBox } from './open-history.ts';

let app: App;
test.beforeAll(async () => {
  app = await startAppWith(prepareHalfYear);
});
test.afterAll(() => app[Symbol.asyncDispose]());
test.beforeEach(({ page }) => openHistory(page, app));

const saved = (page: Page) => page.getByRole('navigation', { name: 'Saved searches' });
const pills = (page: Page) => saved(page).getByRole('listitem');

const save = async (page: Page, text: string, name: string): Promise<void> => {
  await search(page, text);
  await page.getByRole('button', { name: 'Save search' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save this search' });
  await expect(dialog.getByLabel('Name')).toBeFocused();
  await page.keyboard.type(name);
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
};

test('a saved search runs again with one click, also after a reload', async ({ page }) => {
  await expect(page.getByRole('button', { name: 'Save search' })).toBeDisabled();
  await page.getByRole('button', { name: /^Shift/ }).click();
  await page.getByText('Next week', { exact: true }).click();
  await page.keyboard.press('Escape');
  await save(page, 'aerts', 'Hilde, next week');
  await expect(pills(page)).toHaveText(['Hilde, next week']);
  await expect(page.getByRole('button', { name: 'Save search' })).toBeDisabled();
  await page.reload();
  await page.getByRole('navigation').getByRole('button', { name: 'History' }).click();
  await rows(page).first().waitFor();
  await saved(page).getByRole('button', { name: 'Hilde, next week' }).click();
  await expect(searchBox(page)).toHaveValue('aerts');
  await expect(page.getByRole('button', { name: 'Shift: Next week' })).toBeVisible();
});

test('saving needs a name; a changed search can replace the saved one', async ({ page }) => {
  await search(page, 'gate');
  await page.getByRole('button', { name: 'Save search' }).click();
  await expect(page.getByRole('dialog').getByLabel('Name')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'Give it a name.' })).toBeVisible();
  await page.keyboard.type('The gate');
  await page.getByText('Notify me', { exact: true }).click();
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(saved(page).getByRole('button', { name: /^The gate\s*\(notifies you\)$/ })).toBeVisible();
  await search(page, 'gate keys');
  await page.getByRole('button', { name: 'Save search' }).click();
  await page.getByRole('button', { name: 'Save changes to “The gate”' }).click();
  await search(page, '');
  await saved(page).getByRole('button', { name: 'The gate' }).click();
  await expect(searchBox(page)).toHaveValue('gate keys');
});

test('saved searches can be renamed, reordered, muted, deleted and restored', async ({ page }) => {
  for (const [text, name] of [
    ['one', 'First'],
    ['two', 'Second'],
    ['three', 'Third'],
  ] as const)
    await save(page, text, name);
  const names = async () => (await pills(page).allInnerTexts()).slice(-3);
  await saved(page).getByRole('button', { name: 'Manage' }).click();
  const dialog = page.getByRole('dialog', { name: 'Saved searches' });
  await dialog.getByRole('button', { name: 'Move “Third” up' }).click();
  await expect.poll(names).toEqual(['First', 'Third', 'Second']);
  await dialog.getByLabel('Name of “First”').fill('Number one');
  await page.keyboard.press('Enter');
  await expect.poll(names).toEqual(['Number one', 'Third', 'Second']);
  const bell = dialog.getByRole('button', { name: 'Notify me of “Third”' });
  await bell.click();
  await expect(bell).toHaveAttribute('aria-pressed', 'true');
  await dialog.getByRole('button', { name: 'Delete “Third”' }).click();
  await expect.poll(names).not.toContain('Third');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect
    .poll(async () => (await names()).map((text) => text.split('(')[0]?.trim()))
    .toEqual(['Number one', 'Third', 'Second']);
  await expect(saved(page).getByRole('button', { name: /^Third\s*\(notifies you\)$/ })).toBeVisible();
});
