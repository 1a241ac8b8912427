import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepareHalfYear } from '../history/half-year-history.ts';
import { driver, driverLabel, expect, NO_RECORDING, test } from './desktop-test.ts';

test.use(NO_RECORDING);

test.describe(`Data on the desktop, ${driverLabel}:`, () => {
  // Needs answers to dialogs of the system, which a test cannot give in real Electron.
  test.skip(driver.name === 'electron', 'dialogs of the system wait for a person');

  test('an export is saved to the chosen file, and not at all when the dialog is cancelled', async ({
    computer,
    start,
  }) => {
    mkdirSync(computer.data, { recursive: true });
    prepareHalfYear(computer.data);
    const saveAs = join(computer.data, 'my export.csv');
    const app = await start({ computer: { saveAs } });
    const page = await app.page();
    await page.getByRole('navigation').getByRole('button', { name: 'History' }).click();
    await page.locator('[data-row]').first().waitFor();
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Export' }).click();
    await expect(page.getByText(/^my export\.csv: /)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Download' })).toHaveCount(0);
    expect(readFileSync(saveAs, 'utf8').split('\n').length).toBeGreaterThan(1000);
    await app.quit();

    const again = await start({});
    await again.page();
    expect(await again.call('export.start', { format: 'csv' })).toBe(null);
  });

  test('a damaged database is replaced with the newest backup after confirmation', async ({ computer, start }) => {
    mkdirSync(computer.data, { recursive: true });
    prepareHalfYear(computer.data);
    const first = await start();
    await first.page();
    await first.call('backups.make');
    await first.quit();
    writeFileSync(join(computer.data, 'planner.db'), 'no database any more '.repeat(1000));

    const declined = await start();
    expect(await declined.exited).toBe(0);
    const app = await start({ computer: { buttonsToPress: ['Use the backup'] } });
    const page = await app.page();
    await page.getByRole('navigation').getByRole('button', { name: 'History' }).click();
    await expect(page.locator('[data-row]').first()).toBeVisible();
    expect(readdirSync(computer.data).some((name) => name.startsWith('planner-set-aside-'))).toBe(true);
  });

  test('a backup is verified, and restored after "Restart now"', async ({ computer, start }) => {
    mkdirSync(computer.data, { recursive: true });
    prepareHalfYear(computer.data);
    const app = await start();
    const page = await app.page();
    await page.getByRole('navigation').getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('button', { name: 'Make a backup now' }).click();
    await page.getByRole('button', { name: /^Restore the backup of/ }).click();
    await page.getByRole('button', { name: 'Check and restore' }).click();
    await expect(page.getByText('The backup is intact')).toBeVisible();
    expect(existsSync(join(computer.data, 'restore-at-start'))).toBe(true);
    await page.getByRole('button', { name: 'Restart now' }).click();
    expect(await app.exited).toBe(0);
    const again = await start();
    await again.page();
    expect(existsSync(join(computer.data, 'restore-at-start'))).toBe(false);
    expect(readdirSync(computer.data).some((name) => name.startsWith('planner-set-aside-'))).toBe(true);
  });
});
