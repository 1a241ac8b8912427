import { expect, type Page, test } from '@playwright/test';
import { createDemoTenant, type DemoTenant } from '../../electron/demo/tenant.ts';
import { dayOf } from '../../shared/time.ts';
import { type App, startLiveApp } from './app.ts';

// Rejections while no page is open: the next page shows one notification, and the list says where and when it was shown.

const startTenant = () =>
  createDemoTenant({
    people: 4,
    liveEveryMs: 0,
    duplicateRatio: 0,
    retryDelaysMs: Array.from({ length: 100 }, () => 250),
  });
const planned = (tenant: DemoTenant): number[] =>
  tenant
    .assignments()
    .filter(({ from, isRejected }) => !isRejected && from >= dayOf(Date.now()))
    .map(({ id }) => id);
const rejectedLines = ({ lines }: App, id: number) =>
  lines.filter(({ event, assignmentId }) => event === 'rejected' && assignmentId === id).length;
/** Rejects assignments, and waits until the app has received it. */
const reject = async (tenant: DemoTenant, app: App, ids: readonly number[]) => {
  for (const id of ids) tenant.reject(id);
  for (const id of ids) await expect.poll(() => rejectedLines(app, id)).toBe(1);
};
const messages = (page: Page) => page.getByRole('region', { name: 'Messages' }).getByRole('listitem');
const openRecord = async (page: Page) => {
  await expect(page.getByRole('main', { name: 'Plan' })).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('s');
  await page.getByText('Recent notifications and why').click();
  return page.locator('#notifications li[data-row-item]');
};

test('a rejection without an open page is summarised once by the next page, and recorded with the display', async ({
  context,
}) => {
  await using tenant = await startTenant();
  await using app = await startLiveApp(tenant);
  // The first page shows the rejections of the initial sync.
  const early = await context.newPage();
  await early.goto(app.ui);
  await expect((await openRecord(early)).first()).toContainText('Shown in the browser');
  await early.close();

  const [one = 0, two = 0, three = 0] = planned(tenant);
  await reject(tenant, app, [one, two]);
  const page = await context.newPage();
  await page.goto(new URL(app.ui).origin);
  const summary = messages(page).filter({ hasText: '2 assignments rejected' });
  await expect(summary).toContainText('While no page was open.');

  const second = await context.newPage();
  await second.goto(new URL(app.ui).origin);
  const record = await openRecord(second);
  await expect(record.first()).toContainText('2 assignments rejected');
  await expect(record.first()).toContainText(
    /Notified as soon as a page was opened\. Shown in the browser at \d\d:\d\d\./,
  );
  await expect(record.nth(1)).toContainText(/Shown in the summary at \d\d:\d\d, in the browser\./);
  await expect(messages(second)).toHaveCount(0);

  // With two open pages, only one of them shows the next rejection.
  await second.bringToFront();
  await reject(tenant, app, [three]);
  await expect(record.first()).toContainText(/Notified at once.*Shown in the browser at/);
  const shown = async () => {
    const all = await Promise.all(
      [page, second].map((each) =>
        messages(each)
          .filter({ hasText: /^Rejected:/ })
          .count(),
      ),
    );
    return all.reduce((sum, n) => sum + n, 0);
  };
  expect(await shown()).toBe(1);

  await page.close();
  await second.keyboard.press('g');
  await second.keyboard.press('r');
  const row = second.locator('[data-row-item]').first();
  await row.getByText(/^Seen at/).click();
  await expect(row).toContainText(/Shown in the browser at \d\d:\d\d\./);
});

test('an open page that draws nothing is not used to show notices', async ({ context }) => {
  await using tenant = await startTenant();
  await using app = await startLiveApp(tenant);
  const page = await context.newPage();
  // It connects, but never renders its screens.
  await page.addInitScript(() => {
    Object.defineProperty(document, 'getElementById', { value: () => null });
  });
  await page.goto(app.ui);
  const [one = 0] = planned(tenant);
  await reject(tenant, app, [one]);
  const next = await context.newPage();
  await next.goto(new URL(app.ui).origin);
  await expect(messages(next).filter({ hasText: /rejected/i })).not.toHaveCount(0);
});
