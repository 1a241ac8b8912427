import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { type LiveApp, startLiveApp } from '../../bench/screen/live-app.ts';
import { openScreen, search } from '../history/open-history.ts';
import { type Gallery, startGallery } from '../plan/gallery.ts';
import { type GalleryWindow, openTour } from '../tour/views.ts';
import { centre, leave, press, rest } from './pointer.ts';

let app: LiveApp;
let gallery: Gallery;
let scratch: string;
test.beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'assignment-monitor-steady-'));
  [app, gallery] = await Promise.all([startLiveApp(scratch), startGallery()]);
});
test.afterAll(async () => {
  await Promise.all([app.close(), gallery[Symbol.asyncDispose]()]);
  rmSync(scratch, { recursive: true, force: true });
});

let next = 0;
/** Changes another shift. */
const post = (change: object): Promise<void> => {
  const shift = app.tenant.assignments()[next++];
  if (!shift) throw new Error('nothing is planned');
  return app.post({ id: shift.id, ...change });
};
const newRows = (within: Page | Locator) => within.getByRole('button', { name: /^\d+ new$/ });

test('a new delivery does not move the deliveries in use', async ({ page }) => {
  for (const comments of ['one', 'two', 'three']) await post({ comments });
  await openScreen(page, app, 'Connection');
  await page.getByText('Details', { exact: true }).click();
  await page.getByText('Original messages').click();
  const list = page.getByRole('list', { name: 'Original messages' });
  const row = list.locator('[data-delivery]').nth(1);
  const id = await row.getAttribute('data-delivery');
  const at = await rest(page, row.getByRole('button'));
  await post({ comments: 'four' });
  await expect(newRows(page)).toHaveText(/1 new/);
  expect(await centre(row.getByRole('button'))).toEqual(at);
  await press(page);
  await expect(list.locator(`[data-delivery="${id}"] [aria-expanded="true"]`)).toHaveCount(1);
  await expect(list.locator('[aria-expanded="true"]')).toHaveCount(1);
  // An open delivery stays in place; after it is closed and left, the new one is on top.
  await leave(page);
  await expect(newRows(page)).toHaveCount(1);
  await list.locator('[aria-expanded="true"]').click();
  await leave(page);
  await expect(newRows(page)).toHaveCount(0);
  await expect(list.locator('[data-delivery]').first()).not.toHaveAttribute('data-delivery', String(id));
});

test('recent notifications do not move while in use', async ({ page }) => {
  await post({ isRejected: true });
  await openScreen(page, app, 'Settings');
  await page.getByText('Recent notifications and why').click();
  const rows = page.locator('details [data-notified]');
  await expect(rows.first()).toBeVisible();
  const text = await rows.first().innerText();
  const at = await rest(page, rows.first());
  await post({ isRejected: true });
  await expect(newRows(page)).toHaveText(/1 new/);
  expect([await rows.first().innerText(), await centre(rows.first())]).toEqual([text, at]);
  await newRows(page).click();
  await expect(newRows(page)).toHaveCount(0);
  expect(await rows.first().innerText()).not.toBe(text);
});

test('a saved search under the pointer does not move when another window changes the list', async ({
  page,
  context,
}) => {
  await openScreen(page, app, 'History');
  const save = async (text: string) => {
    await search(page, text);
    await page.getByRole('button', { name: 'Save search' }).click();
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  };
  for (const text of ['first', 'second', 'third']) await save(text);
  await search(page, '');
  const pills = page.getByRole('navigation', { name: 'Saved searches' });
  const at = await rest(page, pills.getByRole('button', { name: 'second' }));

  const other = await context.newPage();
  await openScreen(other, app, 'History');
  await other.getByRole('button', { name: 'Manage' }).click();
  await other.getByRole('button', { name: 'Delete “first”' }).click();
  await expect(other.getByText('Deleted: first').or(other.getByText(/first/)).first()).toBeVisible();
  // Its list is held, too: the row stays, and a second press has no effect.
  await expect(other.locator('dialog [data-gone]')).toHaveCount(1);
  await press(other);
  await expect(other.locator('dialog [data-gone]')).toHaveCount(1);
  await other.close();

  await expect(page.locator('[data-gone]')).toHaveCount(1);
  expect(await centre(pills.getByRole('button', { name: 'second' }))).toEqual(at);
  await press(page);
  await expect(page.getByRole('searchbox')).toHaveValue('second');
  await leave(page);
  await expect(pills.getByRole('listitem')).toHaveText(['second', 'third']);
});

test('the start or end of a gap moves nothing under the pointer', async ({ page }) => {
  await openTour(page, gallery, 'en');
  const setGaps = (hours: number[]) =>
    page.evaluate((ago) => {
      const hourMs = 3_600_000;
      const now = Math.floor(Date.now() / hourMs) * hourMs;
      const gaps = ago.map((n) => ({ fromMs: now - n * hourMs, untilMs: now - (n - 0.5) * hourMs, found: n }));
      (window as unknown as GalleryWindow).gallery.setStatus({ gaps });
    }, hours);
  await setGaps([2, 4, 6, 8, 10, 12, 14]);
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  const more = page.getByRole('button', { name: '2 earlier ones' });
  const at = await rest(page, more);
  await setGaps([1, 2, 4, 6, 8, 10, 12, 14]);
  await expect(newRows(page)).toHaveText(/1 new/);
  expect(await centre(page.getByRole('button', { name: /earlier ones$/ }))).toEqual(at);
  await press(page);
  await expect(page.locator('main [data-row-item]')).toHaveCount(8);
});

test('a warning above a screen moves nothing under the pointer, and is inserted afterwards', async ({ page }) => {
  await openTour(page, gallery, 'en');
  await page.keyboard.press('g');
  await page.keyboard.press('r');
  const rows = page.locator('[data-row-item]');
  const button = rows.nth(1).locator('[data-action="acknowledge"]');
  const name = await rows.nth(1).locator('[data-row]').innerText();
  const at = await rest(page, button);
  const say = (status: object) =>
    page.evaluate((next) => (window as unknown as GalleryWindow).gallery.setStatus(next), status);
  await say({ state: 'problem', problem: { code: 'wrong-credentials' } });
  await expect(page.getByRole('alert').getByRole('button')).toBeVisible();
  expect(await centre(button)).toEqual(at);
  await press(page);
  await expect(page.getByText(`Acknowledged: ${name}`)).toBeVisible();
  await leave(page);
  const later = await centre(rows.first());
  await rest(page, rows.first());
  // Nothing moves either when it disappears: its space stays empty.
  await say({ state: 'live', problem: null });
  await expect(page.getByRole('alert').getByRole('button')).toHaveCount(0);
  expect(await centre(rows.first())).toEqual(later);
  await leave(page);
  await expect.poll(async () => (await centre(rows.first())).y).toBeLessThan(later.y);
});

test('the button for new rows is not pressed by a click on the element it covers', async ({ page }) => {
  await openTour(page, gallery, 'en');
  await page.keyboard.press('g');
  await page.keyboard.press('r');
  const heading = page.locator('main h2').first();
  const { y } = await centre(heading);
  const { x } = await centre(page.getByRole('main'));
  await page.mouse.move(x, y);
  // After some time it could be pressed without moving the pointer; here the clock is stopped.
  await page.clock.pauseAt(await page.evaluate(() => Date.now() + 1000));
  await page.evaluate(() => {
    const { gallery: planner } = window as unknown as GalleryWindow;
    const shift = [...planner.assignments.values()].find((a) => !a.isRejected && !a.deleted);
    planner.change(shift?.id ?? 0, { isRejected: true });
  });
  await expect(newRows(page)).toHaveText(/1 new/);
  expect(await page.evaluate(() => document.querySelectorAll('[data-click-through]').length)).toBe(1);
  await press(page);
  await expect(newRows(page)).toHaveText(/1 new/);
  await page.mouse.move(x + 2, y);
  await press(page);
  await expect(newRows(page)).toHaveCount(0);
});
