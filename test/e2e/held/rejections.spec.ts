import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { type LiveApp, startLiveApp } from '../../bench/screen/live-app.ts';
import { openScreen } from '../history/open-history.ts';
import { centre, leave, press, rest } from './pointer.ts';

let app: LiveApp;
let scratch: string;
test.beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'assignment-monitor-steady-'));
  app = await startLiveApp(scratch);
});
test.afterAll(async () => {
  await app.close();
  rmSync(scratch, { recursive: true, force: true });
});

/** Shifts of different people that were not rejected yet. */
const fresh = (() => {
  const taken = new Set<number>();
  return (): number => {
    const shift = app.tenant
      .assignments()
      .find(({ isRejected, person }) => !isRejected && person && !taken.has(person.id) && taken.add(person.id));
    if (!shift) throw new Error('everybody has rejected something');
    return shift.id;
  };
})();
const reject = async (): Promise<number> => {
  const id = fresh();
  await app.post({ id, isRejected: true });
  return id;
};
const withdraw = (id: number) => app.post({ id, isRejected: false });

const rows = (page: Page) => page.locator('[data-row-item]');
const openRows = (page: Page) => page.locator('[data-row-item][data-state="open"]');
const newRows = (page: Page) => page.getByRole('button', { name: /^\d+ new$/ });
const nameIn = (row: Locator) => row.locator('[data-row]').innerText();
const named = (page: Page, name: string) => rows(page).filter({ hasText: name });

/** Opens the list with exactly this number of open rejections, newest first; the pointer is not over the list. */
const open = async (page: Page, count: number): Promise<number[]> => {
  await openScreen(page, app, 'Rejections');
  await expect(
    rows(page)
      .or(page.getByText(/^(Nothing rejected|No open rejections)$/))
      .first(),
  ).toBeVisible();
  const all = page.getByRole('button', { name: /^Acknowledge (all|the one)/ });
  if (await all.isVisible()) {
    await all.click();
    await leave(page);
    await expect(rows(page)).toHaveCount(0);
  }
  const ids = [];
  for (let n = 0; n < count; n += 1) ids.unshift(await reject());
  await expect(openRows(page)).toHaveCount(count);
  return ids;
};
const acknowledge = (row: Locator) => row.locator('[data-action="acknowledge"]');

test('a click acts on the row under the pointer, also when new rejections arrive', async ({ page }) => {
  await open(page, 3);
  const row = rows(page).nth(1);
  const name = await nameIn(row);
  const at = await rest(page, acknowledge(row));
  await reject();
  await expect(newRows(page)).toHaveText(/1 new/);
  await reject();
  await expect(newRows(page)).toHaveText(/2 new/);
  expect(await centre(acknowledge(named(page, name)))).toEqual(at);
  await press(page);
  await expect(page.getByText(`Acknowledged: ${name}`)).toBeVisible();
  await expect(named(page, name)).toHaveAttribute('data-state', 'acknowledged');
  await expect(openRows(page)).toHaveCount(2);
  // A second press has no effect: the row stays in place while the pointer is over it.
  expect(await centre(acknowledge(named(page, name)))).toEqual(at);
  await press(page);
  await expect(named(page, name)).toHaveAttribute('data-state', 'acknowledged');
  await leave(page);
  await expect(openRows(page)).toHaveCount(4);
  await expect(rows(page)).toHaveCount(4);
  await expect(newRows(page)).toHaveCount(0);
});

test('acknowledging all at once acknowledges only the rejections shown', async ({ page }) => {
  await open(page, 3);
  const names = await rows(page).locator('[data-row]').allInnerTexts();
  await rest(page, page.getByRole('button', { name: 'Acknowledge all 3 shown' }));
  await reject();
  await expect(newRows(page)).toHaveText(/1 new/);
  await expect(page.getByRole('button', { name: 'Acknowledge all 3 shown' })).toBeVisible();
  await press(page);
  const toast = page.getByText(/^3 acknowledged: /);
  for (const name of names) await expect(toast).toContainText(name);
  await expect(rows(page)).toHaveCount(3);
  await expect(openRows(page)).toHaveCount(0);
  await expect(page).toHaveTitle(/^\(1\) /);
  await newRows(page).click();
  await expect(openRows(page)).toHaveCount(1);
  await expect(rows(page)).toHaveCount(1);
});

test('a removed row stays in place, marked, and cannot be pressed', async ({ page, context }) => {
  const [newest = 0] = await open(page, 3);
  const row = rows(page).nth(1);
  const name = await nameIn(row);
  const at = await rest(page, acknowledge(row));
  // The rejection above is withdrawn in Protime; this one is acknowledged in another window.
  await withdraw(newest);
  await expect(rows(page).first()).toHaveAttribute('data-state', 'withdrawn');
  await expect(rows(page).first()).toContainText('Withdrawn, seen at');
  const other = await context.newPage();
  await openScreen(other, app, 'Rejections');
  await acknowledge(named(other, name)).click();
  await other.close();
  await expect(named(page, name)).toHaveAttribute('data-state', 'acknowledged');
  await expect(named(page, name)).toContainText('Acknowledged at');
  expect(await centre(acknowledge(named(page, name)))).toEqual(at);
  await press(page);
  await expect(named(page, name)).toHaveAttribute('data-state', 'acknowledged');
  await expect(rows(page)).toHaveCount(3);
  await leave(page);
  await expect(rows(page)).toHaveCount(1);
});

test('a touch holds the list like the mouse pointer', async ({ browser }) => {
  const context = await browser.newContext({ hasTouch: true, timezoneId: 'Europe/Brussels', locale: 'en-GB' });
  const page = await context.newPage();
  await open(page, 3);
  const row = rows(page).nth(1);
  const name = await nameIn(row);
  const at = await centre(acknowledge(row));
  const devtools = await context.newCDPSession(page);
  await devtools.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] });
  await reject();
  await expect(newRows(page)).toHaveText(/1 new/);
  await devtools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await expect(page.getByText(`Acknowledged: ${name}`)).toBeVisible();
  // After the finger is lifted, the list is no longer in use.
  await expect(newRows(page)).toHaveCount(0);
  await expect(openRows(page)).toHaveCount(3);
  await context.close();
});

test('keys act on one row after the other, and the focus is never lost', async ({ page }) => {
  await open(page, 3);
  const names = await rows(page).locator('[data-row]').allInnerTexts();
  const focused = (name: string) => acknowledge(named(page, name));
  await rows(page).first().locator('[data-row]').focus();
  await page.keyboard.press('ArrowDown');
  for (let presses = 0; presses < 5; presses += 1) await page.keyboard.press('Tab');
  await expect(focused(names[1] ?? '')).toBeFocused();
  await reject();
  await expect(newRows(page)).toHaveText(/1 new/);
  await page.keyboard.press('Enter');
  await expect(page.getByText(`Acknowledged: ${names[1]}`)).toBeVisible();
  await expect(focused(names[2] ?? '')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText(`Acknowledged: ${names[2]}`)).toBeVisible();
  // There is no row below, so the focus moves to the row above.
  await expect(focused(names[0] ?? '')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(openRows(page)).toHaveCount(0);
  await expect(named(page, names[0] ?? '').locator('[data-row]')).toBeFocused();
  await newRows(page).focus();
  await page.keyboard.press('Enter');
  await expect(openRows(page)).toHaveCount(1);
  await expect(rows(page).first().locator('[data-row]')).toBeFocused();
});
