import { expect, type Page, test } from '@playwright/test';
import { type Gallery, startGallery, waitUntilStable } from './plan/gallery.ts';
import { type GalleryWindow, openTour } from './tour/views.ts';

let gallery: Gallery;
test.beforeAll(async () => {
  test.slow();
  gallery = await startGallery();
});
test.afterAll(() => gallery[Symbol.asyncDispose]());

const open = async (page: Page): Promise<number> => {
  await openTour(page, gallery, 'en');
  await page.keyboard.press('g');
  await page.keyboard.press('r');
  await page.locator('[data-row]').first().waitFor();
  await waitUntilStable(page);
  const count = await page.evaluate(() =>
    (window as unknown as GalleryWindow).gallery.bridge.call('rejections.openCount', undefined),
  );
  expect(count).toBeGreaterThan(1);
  await expectCount(page, count);
  return count;
};
const openCount = async (page: Page): Promise<number> => Number(/^\((\d+)\)/.exec(await page.title())?.[1] ?? 0);
const expectCount = (page: Page, count: number) => expect.poll(() => openCount(page)).toBe(count);
const row = (page: Page) => page.locator('[data-row-item]').first();

test('can be acknowledged by a key, and restored from another screen', async ({ page }) => {
  const before = await open(page);
  await page.locator('[data-row]').first().focus();
  await page.keyboard.press('a');
  await expectCount(page, before - 1);
  await expect(row(page)).toHaveAttribute('data-state', 'acknowledged');
  await page.keyboard.press('g');
  await page.keyboard.press('h');
  await expect(page.getByRole('main', { name: 'History' })).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expectCount(page, before);
});

test('all shown rejections can be acknowledged at once, and restored at once', async ({ page }) => {
  const before = await open(page);
  await page.getByRole('button', { name: `Acknowledge all ${before} shown` }).click();
  await expectCount(page, 0);
  await page.keyboard.press('g');
  await page.keyboard.press('p');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expectCount(page, before);
});

test('can be snoozed with the keyboard, is not counted then, and can be reopened', async ({ page }) => {
  const before = await open(page);
  await page.locator('[data-row]').first().focus();
  await page.keyboard.press('s');
  await expect(page.getByRole('button', { name: 'Until tomorrow' })).toBeFocused();
  // After cancelling, the focus is back on the row.
  await page.keyboard.press('Escape');
  await expect(page.locator('[data-row]').first()).toBeFocused();
  await expectCount(page, before);

  await page.keyboard.press('s');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Until it changes' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expectCount(page, before - 1);
  await expect(row(page)).toHaveAttribute('data-state', 'snoozed');
  await expect(row(page)).toContainText('Snoozed until it changes');
  await page.keyboard.press('s');
  await expectCount(page, before);
});

test('shows why a notification was shown', async ({ page }) => {
  await open(page);
  await row(page)
    .getByText(/^Seen at/)
    .click();
  await expect(row(page)).toContainText('Protime does not say who rejected it or why. Notified at once');
});

test('an empty list shows since when, and the gaps in reception', async ({ page }) => {
  const before = await open(page);
  await page.getByRole('button', { name: `Acknowledge all ${before} shown` }).click();
  await page.keyboard.press('g');
  await page.keyboard.press('p');
  await page.keyboard.press('g');
  await page.keyboard.press('r');
  const main = page.getByRole('main');
  await expect(main).toContainText(/Nothing was rejected since .*, and the app was receiving all that time/);
  await page.evaluate(() => {
    const { gallery } = window as unknown as { gallery: import('../fakes/fake-planner.ts').FakePlanner };
    gallery.setStatus({ gaps: [{ fromMs: Date.now() - 60_000, untilMs: Date.now() + 60_000, found: 2 }] });
  });
  await expect(main).toContainText(/as far as is known/);
  await expect(main).toContainText('2 changes were found afterwards');
});

test('withdrawn rejections stay in place, greyed; the others can be copied as text and opened in the plan', async ({
  page,
}) => {
  const before = await open(page);
  const first = page.locator('[data-row]').first();
  const colour = () => first.evaluate((element) => getComputedStyle(element).color);
  const wasColour = await colour();
  await first.hover();
  await page.evaluate(async () => {
    const { gallery } = window as unknown as GalleryWindow;
    const row = document.querySelector('[data-row]')?.getAttribute('data-row');
    const list = await gallery.bridge.call('rejections.list', { states: ['open'] });
    const { assignmentId = 0 } = list.find(({ id }) => String(id) === row) ?? {};
    gallery.change(assignmentId, { isRejected: false });
  });
  await expectCount(page, before - 1);
  await expect(row(page)).toHaveAttribute('data-state', 'withdrawn');
  await expect(row(page)).toContainText('Withdrawn, seen at');
  await expect.poll(colour).not.toBe(wasColour);

  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.locator('[data-row-item][data-state="open"] [data-row]').first().focus();
  const name = await page.evaluate(() => document.activeElement?.textContent ?? '');
  await page.keyboard.press('c');
  await expect(page.getByText(`Copied: ${name}`)).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(name);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main', { name: 'Plan' })).toBeVisible();
  await expect(page.getByRole('complementary')).toContainText(name);
});
