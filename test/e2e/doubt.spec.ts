import { expect, test } from '@playwright/test';
import { createDemoTenant, type DemoTenant } from '../../electron/demo/tenant.ts';
import { messagesFor } from '../../shared/i18n/index.ts';
import { type App, startLiveApp } from './app.ts';

let tenant: DemoTenant;
let app: App;
test.beforeAll(async () => {
  tenant = await createDemoTenant({ people: 3, liveEveryMs: 0 });
  app = await startLiveApp(tenant);
});
test.afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await tenant.close();
});

const destination = () => tenant.webhooks().at(-1)?.destinationUrl ?? '';
const post = (body: string) => fetch(destination(), { method: 'POST', body });

test('a message that cannot be used costs Live while the plan is read again, and can be looked at', async ({
  page,
}) => {
  await page.goto(app.ui);
  const pill = page.locator('header').getByRole('button', { name: /^(Live|Late)/ });
  await expect(pill).toHaveText(/^Live/);

  tenant.faults.set({ path: '/assignments', status: 503 });
  expect((await post('not JSON at all')).status).toBe(204);
  await expect(pill).toHaveText(/^Late/);
  await pill.click();
  const card = page.getByRole('region', { name: 'What could not be used' });
  await expect(card.getByText('Message that was not, or only partly, understood')).toBeVisible();
  await expect(card.getByText(/1 today · 1 since .*; the plan is read again because of it/)).toBeVisible();
  await expect(card.getByText(/The plan is read again at/)).toBeVisible();

  await card.getByRole('button', { name: 'Show these messages' }).click();
  await expect(page.locator('[data-delivery]')).toHaveCount(1);
  await expect(page.getByText(messagesFor('en').inspector.title, { exact: true })).toBeInViewport();
  await expect(page.locator('[data-delivery]').getByText('Not understood')).toBeVisible();

  tenant.faults.clear();
  const lists = () => tenant.requests.filter(({ path }) => path.includes('/assignments?')).length;
  const before = lists();
  await page
    .getByRole('main', { name: 'Connection' })
    .getByRole('button', { name: /Read again now|Retry/ })
    .first()
    .click();
  // It is read, but a reading settles a message only two minutes after it came.
  await expect.poll(lists).toBeGreaterThan(before);
  await expect(pill).toHaveText(/^Late/);
  await expect(card.getByText(/The plan is read again at/)).toBeVisible();
});
