import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { createProtimeClient } from '../../../electron/protime/client.ts';
import { sendRequest } from '../../../electron/request.ts';
import { type LiveApp, startLiveApp } from '../../bench/screen/live-app.ts';
import { openScreen, rows, searchBox } from './open-history.ts';

let app: LiveApp;
let scratch: string;
test.beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'assignment-monitor-live-'));
  app = await startLiveApp(scratch);
  for (const start of [300, 315, 330]) await change(start);
});
test.afterAll(async () => {
  await app.close();
  rmSync(scratch, { recursive: true, force: true });
});

let next = 0;
/** Changes the start time of another shift. */
const change = (startTimeInMinutes: number): Promise<void> => {
  const shifts = app.tenant.assignments();
  const shift = shifts[next++ % shifts.length];
  if (!shift) throw new Error('nothing is planned');
  return app.post({ id: shift.id, startTimeInMinutes, endTimeInMinutes: startTimeInMinutes + 480 });
};

const open = async (page: Page): Promise<void> => {
  await openScreen(page, app, 'History');
  await expect(rows(page).first()).toBeVisible();
};
const top = async (page: Page): Promise<number> => Number(await rows(page).first().getAttribute('data-row'));
const newChanges = (page: Page) => page.getByRole('button', { name: /^\d+\+? new$/ });

test('new changes are inserted on top while the list is not in use', async ({ page }) => {
  await open(page);
  const before = await top(page);
  await change(405);
  await expect.poll(() => top(page)).toBe(before + 1);
  await expect(newChanges(page)).toHaveCount(0);
});

test('new changes wait while the pointer is over the list', async ({ page }) => {
  await open(page);
  const before = await top(page);
  await rows(page).nth(1).hover();
  await change(420);
  await expect(newChanges(page)).toHaveText(/1 new/);
  expect(await top(page)).toBe(before);
  await page.getByRole('searchbox').hover();
  await expect.poll(() => top(page)).toBe(before + 1);
  await expect(newChanges(page)).toHaveCount(0);
});

test('a click opens the row under the pointer, also when new changes arrive', async ({ page }) => {
  await open(page);
  await rows(page).nth(1).hover();
  // The list is held only from now on.
  const id = await page.locator('[data-row]:hover').getAttribute('data-row');
  await change(425);
  await expect(newChanges(page)).toHaveText(/1 new/);
  await page.mouse.down();
  await page.mouse.up();
  await expect(page.locator('[aria-expanded="true"][data-row]')).toHaveAttribute('data-row', String(id));
  await expect(page.locator('[aria-expanded="true"]')).toHaveCount(1);
});

test('the list is held while a row has the focus, and released when the search box has it', async ({ page }) => {
  await open(page);
  const before = await top(page);
  await searchBox(page).focus();
  await page.keyboard.press('ArrowDown');
  await expect(rows(page).first()).toBeFocused();
  await change(428);
  await expect(newChanges(page)).toHaveText(/1 new/);
  expect(await top(page)).toBe(before);
  await page.keyboard.press('Escape');
  await expect.poll(() => top(page)).toBe(before + 1);
});

test('an open row keeps its position until the new changes are requested', async ({ page }) => {
  await open(page);
  const before = await top(page);
  await rows(page).first().click();
  await page.getByRole('searchbox').hover();
  await change(435);
  await change(450);
  await expect(newChanges(page)).toHaveText(/2 new/);
  expect(await top(page)).toBe(before);
  await newChanges(page).click();
  await expect.poll(() => top(page)).toBe(before + 2);
  await expect(page.locator('[aria-expanded="true"][data-row]')).toHaveAttribute('data-row', String(before));
});

test('results follow the query during typing', async ({ page }) => {
  await open(page);
  await searchBox(page).fill('kwikstaart');
  await expect(page.getByText('No change matches')).toBeVisible();
  const [shift] = app.tenant.assignments();
  await app.post({ id: shift?.id ?? 0, comments: 'kwikstaart in the yard' });
  // The new comment is shown once, next to the previous one.
  await expect(page.getByRole('main').locator('mark')).toHaveText(['kwikstaart']);
});

test('sorted by shift, new changes are announced and shown on request', async ({ page }) => {
  await open(page);
  await page.getByText('By day of the shift').click();
  await expect(page.getByRole('main').locator('[aria-busy="false"]')).toBeVisible();
  await rows(page).first().hover();
  await change(465);
  await expect(newChanges(page)).toHaveText(/1 new/);
  await newChanges(page).click();
  await expect(newChanges(page)).toHaveCount(0);
});

test('the webhook in use is listed with the data of Protime, and cannot be deleted', async ({ page }) => {
  await openScreen(page, app, 'Connection');
  await page.getByText('Details', { exact: true }).click();
  const webhooks = page.getByRole('region', { name: 'Webhooks of this app at Protime' });
  await webhooks.getByRole('button', { name: 'Ask Protime' }).click();
  await expect(webhooks.getByRole('listitem')).toHaveCount(1);
  await expect(webhooks.getByRole('listitem')).toContainText('In use');
  await expect(webhooks.getByRole('listitem')).toContainText('active');
  await expect(webhooks.getByRole('button', { name: /^Delete/ })).toHaveCount(0);
});

test('a left-over webhook is marked as such and can be deleted', async ({ page }) => {
  const { url, credentials, webhooks } = app.tenant;
  const [inUse] = webhooks();
  const protime = createProtimeClient({
    sendRequest,
    ...{ apiUrl: url, authUrl: url, tenant: credentials.tenant, clientId: credentials.clientId },
    ...{ clientSecret: () => credentials.clientSecret, company: 'Acme', version: '1', now: Date.now },
  });
  const secretPath = 'aB3-_678901234567890123456789012345678901Zz';
  await protime.createWebhook({ destinationUrl: `${new URL(inUse?.destinationUrl ?? '').origin}/${secretPath}` });
  await protime.createWebhook({ destinationUrl: `https://elsewhere.example/${secretPath}` });
  await openScreen(page, app, 'Connection');
  await page.getByText('Details', { exact: true }).click();
  const list = page.getByRole('region', { name: 'Webhooks of this app at Protime' });
  await list.getByRole('button', { name: 'Ask Protime' }).click();
  await expect(list.getByRole('listitem')).toHaveCount(2);
  await expect(list).not.toContainText(secretPath);
  await list.getByRole('button', { name: /^Delete/ }).click();
  // The pointer is still over the row: it stays in place, struck through, until the pointer leaves the list.
  await expect(list.locator('[data-gone]')).toHaveCount(1);
  await page.getByRole('navigation').getByRole('button', { name: 'Connection' }).click();
  await expect(list.getByRole('listitem')).toHaveCount(1);
  await expect(list.getByRole('listitem')).toContainText('In use');
  expect(webhooks().map(({ destinationUrl }) => new URL(destinationUrl).host)).toEqual([
    new URL(inUse?.destinationUrl ?? '').host,
    'elsewhere.example',
  ]);
});
