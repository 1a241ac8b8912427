import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { type App, startAppWith } from '../app.ts';
import { type Gallery, startGallery } from '../plan/gallery.ts';
import { prepareHalfYear } from './half-year-history.ts';
import { foundText, openHistory, openScreen, search } from './open-history.ts';

const exporting = (page: Page) => page.getByRole('dialog', { name: 'Export the history' });

const start = async (page: Page, choose: (page: Page) => Promise<void> = async () => {}): Promise<string> => {
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await choose(page);
  const download = page.waitForEvent('download');
  await exporting(page).getByRole('button', { name: 'Export' }).click();
  return readFileSync(await (await download).path(), 'utf8');
};

test.describe('an export in web mode', () => {
  let app: App;
  test.beforeAll(async () => {
    app = await startAppWith(prepareHalfYear);
  });
  test.afterAll(() => app[Symbol.asyncDispose]());

  test('contains the results shown as CSV that Excel opens', async ({ page }) => {
    await openHistory(page, app);
    await search(page, 'jensen');
    const count = Number(/\d+/.exec(await foundText(page))?.[0]);
    const text = await start(page, (p) =>
      expect(exporting(p).getByLabel(`What is shown (${count} changes)`)).toBeChecked(),
    );
    expect(text.startsWith('\uFEFF')).toBe(true);
    expect(text.trim().split('\r\n')).toHaveLength(count + 1);
    expect(text).toContain('Søren Jensen');
    await expect(page.getByText(new RegExp(`\\.csv: ${count} changes$`))).toBeVisible();
    await page.getByRole('button', { name: 'Close' }).last().click();
    await expect(page.getByText(/\.csv: /)).toHaveCount(0);
  });

  test('contains everything as JSON Lines, including duplicates, and is listed in Settings until it is deleted', async ({
    page,
  }) => {
    await openHistory(page, app);
    const text = await start(page, async (p) => {
      await exporting(p).getByText('The whole history', { exact: true }).click();
      await exporting(p).getByText('JSON Lines, for programs').click();
    });
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { seq: number; outcome: string });
    expect(lines.some(({ outcome }) => outcome === 'duplicate')).toBe(true);
    expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_, n) => lines.length - n));

    await openScreen(page, app, 'Settings');
    const files = page.getByRole('region', { name: 'Exported files' });
    await files.getByRole('button', { name: /^Delete .*\.jsonl$/ }).click();
    // The pointer is still over the row: it stays in place, struck through, until the pointer leaves the list.
    await expect(files.locator('[data-gone]').filter({ hasText: '.jsonl' })).toHaveCount(1);
    await page.getByRole('navigation').getByRole('button', { name: 'Settings' }).click();
    await expect(files.getByText('.jsonl')).toHaveCount(0);
  });

  test('uses semicolons in Dutch', async ({ page }) => {
    await openScreen(page, app, 'Settings');
    await page.locator('select[name="language"]').selectOption('nl');
    await page.getByRole('navigation').getByRole('button', { name: 'Geschiedenis' }).click();
    await page.getByRole('button', { name: 'Exporteren', exact: true }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('dialog').getByRole('button', { name: 'Exporteren' }).click();
    const [head = ''] = readFileSync(await (await download).path(), 'utf8').split('\r\n');
    expect(head.split(';').length).toBeGreaterThan(5);
  });
});

test.describe('a running export', () => {
  let gallery: Gallery;
  test.beforeAll(async () => {
    gallery = await startGallery();
  });
  test.afterAll(() => gallery[Symbol.asyncDispose]());

  test('shows its progress on every screen, and can be cancelled', async ({ page }) => {
    await page.goto(gallery.url);
    await page.getByRole('navigation').getByRole('button', { name: 'History' }).click();
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await exporting(page).getByRole('button', { name: 'Export' }).click();
    await page.evaluate(() => {
      const { gallery } = window as unknown as { gallery: import('../../fakes/fake-planner.ts').FakePlanner };
      gallery.push('export.changed', {
        ...{ id: 1, state: 'running', format: 'csv', fileName: 'assignment-history.csv', written: 42_000 },
        ...{ progress: 0.61, download: null, problem: null },
      });
    });
    await expect(page.getByText('Exporting… 42,000 changes written')).toBeVisible();
    await expect(page.getByRole('progressbar', { name: 'Progress of the export' })).toHaveAttribute('value', '0.61');
    await page.getByRole('navigation').getByRole('button', { name: 'Plan' }).click();
    await page.getByRole('button', { name: 'Cancel the export' }).click();
    await expect(page.getByText('Export cancelled. No file was left behind.')).toBeVisible();
  });
});
