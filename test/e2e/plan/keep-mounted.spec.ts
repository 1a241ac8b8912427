import { expect, type Page, test } from '@playwright/test';
import type { Stores } from '../../../renderer/store/stores.ts';
import type { FakePlanner } from '../../fakes/fake-planner.ts';
import { type Gallery, makeChanges, NOW, openPlan, startGallery, waitUntilStable } from './gallery.ts';

let gallery: Gallery;
test.beforeAll(async () => {
  test.slow();
  gallery = await startGallery();
});
test.afterAll(() => gallery[Symbol.asyncDispose]());
test.use({ viewport: { width: 1360, height: 800 } });

type GalleryWindow = Window & { gallery: FakePlanner & { stores: Stores }; touched: number };

const WEEK = '#plan?view=week&day=2026-03-10';
const go = async (page: Page, key: string, screen: string | RegExp) => {
  await page.keyboard.press('g');
  await page.keyboard.press(key);
  await expect(page.getByRole('main', { name: screen })).toBeVisible();
};
const scrollTop = (page: Page) => page.getByRole('grid').evaluate((grid) => grid.scrollTop);
const planCalls = (page: Page) =>
  page.evaluate(() => {
    const { calls } = (window as unknown as GalleryWindow).gallery;
    return calls.filter(({ name }) => /^(timeline|assignment)\./.test(name)).length;
  });

test('while another screen is shown the plan is idle and inert, and is current when shown again', async ({ page }) => {
  await openPlan(page, gallery, '', WEEK);
  await page.getByRole('grid').evaluate((grid) => grid.scrollTo(0, 900));
  await waitUntilStable(page);
  await go(page, 's', 'Settings');
  await expect(page.getByRole('grid')).toHaveCount(0);
  await expect(page.locator('[data-bar]').first()).toBeHidden();
  await expect(page.getByRole('button', { name: 'Plan as of…' })).toHaveCount(0);
  await waitUntilStable(page);

  const asked = await planCalls(page);
  await page.evaluate(() => {
    const observed = document.querySelector('[role="grid"]');
    Object.assign(window, { touched: 0 });
    const count = (records: unknown[]) => {
      (window as unknown as GalleryWindow).touched += records.length;
    };
    if (observed)
      new MutationObserver(count).observe(observed, {
        attributes: true,
        childList: true,
        characterData: true,
        subtree: true,
      });
  });
  await makeChanges(page);
  await page.keyboard.press('Control+p');
  await page.clock.runFor(2 * 3_600_000);
  expect(await planCalls(page)).toBe(asked);
  expect(await page.evaluate(() => (window as unknown as GalleryWindow).touched)).toBe(0);
  await expect(page.locator('table')).toHaveCount(0);

  await page.locator('select[name="language"]').selectOption('nl');
  await go(page, 'p', 'Planning');
  await expect.poll(() => scrollTop(page)).toBe(900);
  await expect(page.getByRole('columnheader', { name: 'dinsdag 10 maart' })).toBeVisible();
  await page.getByRole('grid').evaluate((grid) => grid.scrollTo(0, 0));
  await page.clock.runFor(200);
  await expect(page.locator('[data-bar][data-recent]').first()).toBeVisible();
  const hoursIntoToday = () =>
    page.evaluate(() => {
      const line = document.querySelector('[role="grid"] [style*="--at"][class*="line"]');
      const [header] = document.querySelectorAll('[role="columnheader"][aria-current="date"]');
      const day = header?.getBoundingClientRect();
      return day && line ? ((line.getBoundingClientRect().left - day.left) / day.width) * 24 : Number.NaN;
    });
  // The time is two hours and some seconds after 09:24.
  await expect.poll(hoursIntoToday).toBeGreaterThan(11.2);
  expect(await hoursIntoToday()).toBeLessThan(11.8);
});

test('the comparison is refreshed when the plan is shown again', async ({ page }) => {
  await openPlan(page, gallery, '', WEEK);
  await makeChanges(page);
  await page.getByRole('combobox', { name: 'What is shown' }).selectOption('yesterday');
  await page.clock.runFor(500);
  await expect(page.locator('[data-bar][data-changed]')).toHaveCount(6);
  await go(page, 's', 'Settings');
  await page.evaluate(() => {
    const { gallery: planner } = window as unknown as GalleryWindow;
    const other = [...planner.assignments.values()].find((a) => a.from === '2026-03-13' && a.startMinutes === 480);
    if (other) planner.change(other.id, { comments: 'Another door' });
  });
  await page.clock.runFor(1000);
  await go(page, 'p', 'Plan');
  await page.clock.runFor(500);
  await expect(page.locator('[data-bar][data-changed]')).toHaveCount(7);
});

test('an assignment opened from another screen is scrolled into view again', async ({ page }) => {
  await openPlan(page, gallery, 'people=200', WEEK);
  const id = await page.evaluate(() => {
    const { assignments } = (window as unknown as GalleryWindow).gallery;
    return [...assignments.values()].filter((a) => a.from === '2026-03-12' && a.personId !== null)[60]?.id ?? 0;
  });
  const open = () =>
    page.evaluate((wanted) => {
      const { stores } = (window as unknown as GalleryWindow).gallery;
      stores.navigation.getState().openAssignment(wanted, '2026-03-12');
    }, id);
  const bar = page.locator(`[data-bar="${id}"]`);
  for (let n = 0; n < 2; n++) {
    await go(page, 'r', 'Rejections');
    await open();
    await page.clock.runFor(500);
    await expect(bar).toBeInViewport();
    await page.getByRole('grid').evaluate((grid) => grid.scrollTo(0, 0));
    await page.clock.runFor(300);
    await expect(bar).not.toBeInViewport();
  }
  // Without a request to open an assignment, the plan keeps its scroll position.
  await go(page, 'r', 'Rejections');
  await go(page, 'p', 'Plan');
  await waitUntilStable(page);
  expect(await scrollTop(page)).toBe(0);
});

test('a reload right after a step opens the period stepped to', async ({ page }) => {
  await openPlan(page, gallery, 'people=14', WEEK);
  await page.clock.runFor(500);
  await page.clock.pauseAt(new Date(NOW.getTime() + 60_000));
  await page.getByRole('grid').focus();
  // The clock is stopped, so that no timer fires before the reload.
  await page.keyboard.press(']');
  const next = page.getByText('16–22 March 2026');
  await expect(next).toBeVisible();
  await page.reload();
  await expect(async () => {
    await page.clock.runFor(200);
    await expect(next).toBeVisible({ timeout: 500 });
  }).toPass();
});
