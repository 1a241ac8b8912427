import { expect, type Page, test } from '@playwright/test';
import { describeBars } from './describe-bars.ts';
import { type Gallery, makeChanges, openPlan, startGallery, waitUntilStable } from './gallery.ts';

/**
 * Compares the plan in two ways that give the same result on every computer. A text lists each bar with its position in hours
 * and lanes, its label and its marks. A screenshot compares shapes and colours: only of the grid, and with invisible letters,
 * because fonts differ between systems.
 *
 * After an intended change: `npx playwright test test/e2e/plan/appearance.spec.ts --update-snapshots`, and look at the pictures.
 */
let gallery: Gallery;
test.beforeAll(async () => {
  test.slow();
  gallery = await startGallery();
});
test.afterAll(() => gallery[Symbol.asyncDispose]());
test.use({ viewport: { width: 1200, height: 800 }, reducedMotion: 'reduce' });

const LOOKS = {
  day: ['people=14&theme=light', '#plan?view=day&day=2026-03-10'],
  week: ['people=14&theme=light', '#plan?view=week&day=2026-03-10'],
  'week-dark': ['people=14&theme=dark', '#plan?view=week&day=2026-03-10'],
  'two-weeks': ['people=14&theme=light', '#plan?view=twoWeeks&day=2026-03-10'],
  month: ['people=14&theme=light', '#plan?view=month&day=2026-03-10'],
  'as-of': ['people=14&theme=light', '#plan?view=week&day=2026-03-10&as-of=2026-03-10T06:30:00.000Z'],
} as const;

/**
 * The tint of a weekend is the smallest colour difference to detect. Edges of bars and hatches differ between browsers by up to
 * 1.6 % of the pixels; a missing kind of bar, tint or line differs by more.
 */
const TOLERANCE = { threshold: 0.03, maxDiffPixelRatio: 0.02 };

const settle = async (page: Page): Promise<void> => {
  await makeChanges(page);
  await page.clock.runFor(3000);
  await expect(page.getByRole('grid')).toHaveAttribute('aria-busy', 'false');
  await page.addStyleTag({
    content: '* { -webkit-text-fill-color: transparent !important; caret-color: transparent }',
  });
};

/** The text description of the bars after the last change. */
const barsAtRest = async (page: Page): Promise<string> => {
  await waitUntilStable(page);
  return describeBars(page);
};

for (const [name, [query, hash]] of Object.entries(LOOKS))
  test(`matches the screenshot: ${name}`, async ({ page }) => {
    await openPlan(page, gallery, query, hash);
    await settle(page);
    expect(await barsAtRest(page)).toMatchSnapshot(`${name}.txt`);
    await expect(page.getByRole('grid')).toHaveScreenshot(`${name}.png`, TOLERANCE);
  });

test('matches the screenshot: compact, grouped by activity', async ({ page }) => {
  await openPlan(page, gallery, 'people=14&theme=light', '#plan?view=week&day=2026-03-10');
  await page.getByRole('combobox', { name: 'Order', exact: true }).selectOption('activity');
  await page.getByRole('button', { name: 'Compact rows' }).click();
  await settle(page);
  expect(await barsAtRest(page)).toMatchSnapshot('compact.txt');
  await expect(page.getByRole('grid')).toHaveScreenshot('compact.png', TOLERANCE);
});

test('matches the screenshot: changes since yesterday, with previous positions', async ({ page }) => {
  await openPlan(page, gallery, 'people=14&theme=light', '#plan?view=week&day=2026-03-10');
  await settle(page);
  await page.getByRole('combobox', { name: 'What is shown' }).selectOption('yesterday');
  await expect(page.locator('[data-bar][data-changed]').first()).toBeVisible();
  await page.clock.runFor(1000);
  expect(await barsAtRest(page)).toMatchSnapshot('changed-since.txt');
  await expect(page.getByRole('grid')).toHaveScreenshot('changed-since.png', TOLERANCE);
});

test('matches the screenshot: text of twice the size', async ({ page }) => {
  await openPlan(page, gallery, 'people=14&theme=light', '#plan?view=week&day=2026-03-10');
  const bar = page.locator('[data-bar]').first();
  const usualPx = (await bar.boundingBox())?.height ?? 0;
  await page.addStyleTag({ content: 'html { font-size: 200% }' });
  await page.setViewportSize({ width: 1201, height: 1200 });
  await expect.poll(async () => (await bar.boundingBox())?.height).toBeGreaterThan(usualPx * 1.9);
  await settle(page);
  expect(await barsAtRest(page)).toMatchSnapshot('large-text.txt');
});
