import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepareHalfYear } from '../e2e/history/half-year-history.ts';
import type { App } from './app.ts';
import { expect, test } from './desktop-test.ts';

const dialogs = async (app: App): Promise<string[]> => (await app.windows()).map(({ title }) => title);
const screenButton = async (app: App, name: string) =>
  (await app.page()).getByRole('navigation').getByRole('button', { name }).click();

test.describe('Data on the desktop', () => {
  test('an export is saved to the chosen file, and not at all when the dialog is cancelled', async ({
    data,
    start,
  }) => {
    mkdirSync(data, { recursive: true });
    prepareHalfYear(data);
    const saveAs = join(data, 'my export.csv');
    const app = await start({});
    const page = await app.page();
    await screenButton(app, 'History');
    await page.locator('[data-row]').first().waitFor();
    const exportTo = async () => {
      await page.getByRole('button', { name: 'Export' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Export' }).click();
      await expect.poll(() => dialogs(app)).toContain('Export the history');
    };
    await exportTo();
    await app.press('Escape');
    await expect.poll(() => dialogs(app)).toHaveLength(1);
    await page.keyboard.press('Escape');
    expect(readdirSync(data).filter((name) => name.endsWith('.csv'))).toEqual([]);

    await exportTo();
    await app.press('ctrl+a');
    await app.type(saveAs);
    await app.press('Return');
    await expect(page.getByText(/^my export\.csv: /)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Download' })).toHaveCount(0);
    expect(readFileSync(saveAs, 'utf8').split('\n').length).toBeGreaterThan(1000);
  });

  test('a damaged database is replaced with the newest backup after confirmation', async ({ data, start }) => {
    mkdirSync(data, { recursive: true });
    prepareHalfYear(data);
    const first = await start();
    await first.call('backups.make');
    await first.quit();
    writeFileSync(join(data, 'planner.db'), 'no database any more '.repeat(1000));

    const declined = await start();
    await expect.poll(() => dialogs(declined)).toHaveLength(1);
    await declined.press('Escape');
    expect(await declined.exited).toBe(0);
    const app = await start();
    await expect.poll(() => dialogs(app)).toHaveLength(1);
    // The first button, which has the focus, is the backup.
    await app.press('Return');
    await app.page();
    await screenButton(app, 'History');
    await expect((await app.page()).locator('[data-row]').first()).toBeVisible();
    expect(readdirSync(data).some((name) => name.startsWith('planner-set-aside-'))).toBe(true);
  });

  test('a backup is verified, and restored after "Restart now"', async ({ data, start }) => {
    mkdirSync(data, { recursive: true });
    prepareHalfYear(data);
    const app = await start();
    const page = await app.page();
    await screenButton(app, 'Settings');
    await page.getByRole('button', { name: 'Make a backup now' }).click();
    await page.getByRole('button', { name: /^Restore the backup of/ }).click();
    await page.getByRole('button', { name: 'Check and restore' }).click();
    await expect(page.getByText('The backup is intact')).toBeVisible();
    expect(existsSync(join(data, 'restore-at-start'))).toBe(true);
    await page.getByRole('button', { name: 'Restart now' }).click();
    expect(await app.exited).toBe(0);
    // The program that it started opens its window, with the backup in place.
    await expect.poll(() => existsSync(join(data, 'restore-at-start'))).toBe(false);
    await expect.poll(() => app.windows()).toMatchObject([{ state: 'shown' }]);
    expect(readdirSync(data).some((name) => name.startsWith('planner-set-aside-'))).toBe(true);
    await expect.poll(async () => (await app.tray())?.menu).toContain('Quit');
    await app.chooseTrayItem('Quit');
    await expect.poll(() => app.windows()).toEqual([]);
  });
});
