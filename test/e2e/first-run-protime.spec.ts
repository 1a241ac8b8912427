import { expect, type Page, test } from '@playwright/test';
import type { DemoTenantOptions } from '../../electron/demo/options.ts';
import { createDemoTenant, type DemoTenant } from '../../electron/demo/tenant.ts';
import { ALL_SCOPES, ASSIGNMENTS_READ, WEBHOOKS_WRITE } from '../../electron/protime/scopes.ts';
import { startRelay } from '../fakes/relay/relay.ts';
import { startApp } from './app.ts';

// First run with real credentials. The demo tenant simulates Protime; the relay is a local one.

const startTenant = (options: DemoTenantOptions = {}) =>
  createDemoTenant({
    people: 4,
    liveEveryMs: 0,
    tenant: 'acme',
    clientId: 'planner',
    clientSecret: 's3cret',
    ...options,
  });
const at = (tenant: DemoTenant) => ['--api-url', tenant.url, '--auth-url', tenant.url];

const enter = async (page: Page, { tenant = 'acme', secret = 's3cret' } = {}) => {
  await page.getByRole('button', { name: /Connect to Protime/ }).click();
  await page.getByLabel('Tenant').fill(tenant);
  await page.getByLabel('Client id').fill('planner');
  await page.getByLabel('Client secret').fill(secret);
  await page.getByLabel('Client secret').press('Enter');
};
const next = (page: Page) => page.getByRole('button', { name: 'Continue' });

const REFUSALS: [string, DemoTenantOptions, Parameters<typeof enter>[1], RegExp][] = [
  [
    'the exact permission that is missing',
    { scopes: ALL_SCOPES.filter((scope) => scope !== WEBHOOKS_WRITE) },
    {},
    new RegExp(WEBHOOKS_WRITE),
  ],
  [
    'the permission to read the plan',
    { scopes: ALL_SCOPES.filter((s) => s !== ASSIGNMENTS_READ) },
    {},
    /assignments\.read/,
  ],
  ['a tenant on Planning Flex', { planning: 'flex' }, {}, /Planning Flex or Planning Shift/],
  ['a tenant nobody knows', {}, { tenant: 'acne' }, /does not know this tenant/],
  ['a wrong secret', {}, { secret: 'guess' }, /does not accept|refuse|credentials/i],
];

for (const [what, options, entered, words] of REFUSALS)
  test(`Test reports ${what} and stays on the step`, async ({ page }) => {
    await using tenant = await startTenant(options);
    await using app = await startApp('serve', ...at(tenant));
    await page.goto(app.ui);
    await enter(page, entered);
    await expect(page.getByRole('main')).toContainText(words);
    await expect(next(page)).toBeDisabled();
  });

test('five steps lead to a live plan and a test notification; each can be left and continued later', async ({
  page,
}) => {
  await using tenant = await startTenant();
  await using relay = await startRelay();
  await using app = await startApp('serve', ...at(tenant), '--tunnel-host', relay.url);
  await page.goto(app.ui);
  await page.getByRole('button', { name: /Connect to Protime/ }).click();
  await page.getByLabel('Tenant').fill('https://acme.myprotime.eu/planning');
  await page.getByLabel('Tenant').press('Enter');
  await expect(page.getByLabel('Tenant')).toHaveValue('acme');
  // After a reload in the middle of first run, the input is still there.
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Your Protime' })).toBeVisible();
  await expect(page.getByLabel('Tenant')).toHaveValue('acme');
  await page.getByLabel('Client id').fill('planner');
  await page.getByLabel('Client secret').fill('s3cret');
  await page.getByLabel('Client secret').press('Enter');
  await expect(next(page)).toBeEnabled();
  await next(page).click();

  await expect(page.getByRole('heading', { name: 'How Protime reaches this computer' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'How Protime reaches this computer' })).toBeVisible();
  await next(page).click();
  await page.getByRole('button', { name: 'Subscribe', exact: true }).click();
  await expect(page.getByText('Done: changes arrive from now on.')).toBeVisible();
  await page.reload();
  await page.getByRole('button', { name: 'Send me a test notification' }).click();
  await expect(page.getByText('Notifications work').first()).toBeVisible();
  await page.getByRole('button', { name: 'Open the plan' }).click();
  await expect(page.locator('[data-bar]').first()).toBeVisible();
  // The page does not contain the secret.
  expect(await page.content()).not.toContain('s3cret');

  await test.step('the browser tab does not notify of the shift it shows while it is in front', async () => {
    const rejected = page.getByRole('region', { name: 'Messages' }).getByText(/^Rejected: /);
    const bar = page.locator('[data-bar]:not([data-rejected])').first();
    const id = Number(await bar.getAttribute('data-bar'));
    const countNotified = () =>
      app.lines.filter(({ event, assignmentId }) => event === 'rejected' && assignmentId === id).length;
    await bar.click();
    const panel = page.getByRole('complementary');
    await expect(panel.getByRole('heading').first()).toBeVisible();
    tenant.reject(id);
    await expect(panel).toContainText('Not notified: this shift was open on your screen.');
    await expect.poll(countNotified).toBe(1);
    await expect(rejected).toHaveCount(0);

    // With another tab in front the notification is shown. Playwright must not emulate the focus for this.
    tenant.withdraw(id);
    await expect(panel).toContainText(/withdrawn/i);
    const chromium = await page.context().newCDPSession(page);
    await chromium.send('Emulation.setFocusEmulationEnabled', { enabled: false });
    const other = await page.context().newPage();
    await other.bringToFront();
    await expect.poll(() => page.evaluate(() => document.hasFocus())).toBe(false);
    tenant.reject(id);
    await expect(rejected).toHaveCount(1);
  });
});
