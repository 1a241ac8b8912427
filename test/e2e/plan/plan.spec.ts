import { expect, type Page, test, type ViewportSize } from '@playwright/test';
import { axeViolations } from '../axe.ts';
import { type Gallery, makeChanges, openPlan, startGallery } from './gallery.ts';

let gallery: Gallery;
test.beforeAll(async () => {
  gallery = await startGallery();
});
test.afterAll(() => gallery[Symbol.asyncDispose]());
test.use({ viewport: { width: 1360, height: 800 } });

const WEEK = '#plan?view=week&day=2026-03-10';
const grid = (page: Page) => page.getByRole('grid');
const rowNames = (page: Page) => page.locator('[role="rowheader"][id^="person-"]').allTextContents();
const active = (page: Page) =>
  page.evaluate(() => {
    const id = document.querySelector('[role="grid"]')?.getAttribute('aria-activedescendant');
    return id ? (document.getElementById(id)?.ariaLabel ?? document.getElementById(id)?.textContent) : null;
  });
const activeId = (page: Page) => grid(page).getAttribute('aria-activedescendant');
const press = async (page: Page, ...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
  await page.clock.runFor(100);
};

test('shows the plan as of a moment with a frame and in the URL, and returns to now', async ({ page }) => {
  await openPlan(page, gallery, '', WEEK);
  await makeChanges(page);
  await page.clock.runFor(200);
  const recent = page.locator('[data-bar][data-recent]');
  await expect(recent.first()).toBeAttached();
  await page.getByRole('button', { name: 'Plan as of…' }).click();
  await expect(page.getByText('The plan as it was known on 9 Mar 2026, 17:00')).toBeVisible();
  await expect(grid(page)).toHaveAttribute('data-past', 'true');
  await expect(recent).toHaveCount(0);
  await expect(page).toHaveURL(/#plan\?view=week&day=2026-03-10&as-of=2026-03-09T16:00:00\.000Z$/);
  await page.getByRole('textbox', { name: 'Time' }).fill('21:30');
  await expect(page.getByText('The plan as it was known on 9 Mar 2026, 21:30')).toBeVisible();
  await page.getByRole('button', { name: 'Later change' }).click();
  await expect(page).toHaveURL(/as-of=2026-03-10T05:/);
  await page.getByRole('button', { name: 'Back to now' }).click();
  await expect(grid(page)).not.toHaveAttribute('data-past', 'true');
  await expect(recent.first()).toBeAttached();
});

test('shows what changed since yesterday: only the changed rows, with previous positions', async ({ page }) => {
  await openPlan(page, gallery, '', WEEK);
  await makeChanges(page);
  await page.getByRole('combobox', { name: 'What is shown' }).selectOption('yesterday');
  await page.clock.runFor(500);
  await expect.poll(async () => (await rowNames(page)).length).toBe(6);
  await expect(page.getByRole('gridcell', { name: /^before: .*08:00–17:00|^before: / }).first()).toBeVisible();
  await expect(page.getByRole('gridcell', { name: /^taken out of the plan: / })).toHaveCount(1);
  await expect(page.getByRole('gridcell', { name: /changed since then/ })).toHaveCount(6);
});

test('groups rows by activity, also after a reload, and keeps the period', async ({ page }) => {
  await openPlan(page, gallery, '', WEEK);
  await page.getByRole('combobox', { name: 'Order', exact: true }).selectOption('activity');
  await page.getByRole('button', { name: 'Compact rows' }).click();
  await expect(page.getByRole('rowheader', { name: /^Forklift/ })).toBeVisible();
  await page.getByRole('button', { name: /^Next period/ }).click();
  await expect(page).toHaveURL(/day=2026-03-17/);
  await page.reload();
  await page.clock.runFor(500);
  await expect(page.getByRole('rowheader', { name: /^Forklift/ })).toBeVisible();
  await expect(grid(page)).toHaveAttribute('data-density', 'compact');
  await expect(page.getByText('16–22 March 2026')).toBeVisible();
});

test('prints the week on A4 landscape', async ({ page }) => {
  await openPlan(page, gallery, 'people=60', WEEK);
  await page.evaluate(() => {
    window.print = () => {};
  });
  await page.keyboard.press('Control+p');
  const sheet = page.locator('table');
  await sheet.waitFor({ state: 'attached' });
  await page.emulateMedia({ media: 'print' });
  await expect(sheet).toBeVisible();
  await expect(page.locator('#root')).toBeHidden();
  await expect(sheet.locator('tbody tr')).toHaveCount(61);
  await expect(sheet.locator('thead th')).toHaveCount(8);
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  const [, width = 0, height = 0] = /MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/.exec(pdf) ?? [];
  expect(Math.round(Number(width))).toBe(842);
  expect(Math.round(Number(height))).toBe(595);
});

test('can be navigated with the keyboard alone', async ({ page }) => {
  await openPlan(page, gallery, 'people=200', WEEK);
  await makeChanges(page);
  // Tab reaches the grid past every control of the toolbar, in the order they are seen.
  const passed: string[] = [];
  for (let n = 0; n < 40; n++) {
    await page.keyboard.press('Tab');
    const { role, name } = await page.evaluate(() => {
      const element = document.activeElement;
      return { role: element?.getAttribute('role'), name: element?.ariaLabel ?? element?.textContent ?? '' };
    });
    if (role === 'grid') break;
    passed.push(name);
  }
  await expect(grid(page)).toBeFocused();
  for (const name of [
    'Filter by person',
    'Only rejected',
    'What is shown',
    'Plan as of',
    'Compact',
    'Print',
    'Zoom in',
  ])
    expect(
      passed.some((text) => text.includes(name) || /By name/.test(text) === (name === 'Order')),
      name,
    ).toBe(true);
  await press(page, 'ArrowDown', 'ArrowRight');
  await expect.poll(() => active(page)).toMatch(/\d\d:\d\d|all day/);
  const first = await activeId(page);
  await press(page, 'PageDown', 'PageDown');
  // The plans of these rows may still be loading.
  await expect.poll(() => active(page)).toMatch(/\d\d:\d\d|all day/);
  expect(await activeId(page)).not.toBe(first);
  await press(page, 'Enter');
  const panel = page.getByRole('complementary').last();
  await expect(panel.getByRole('heading', { level: 2 })).toBeFocused();
  await press(page, 'Escape');
  await expect(grid(page)).toBeFocused();
  await press(page, ']');
  await expect(page.getByText('16–22 March 2026')).toBeVisible();
  await press(page, '[', '+');
  await expect(page.getByText('125 %')).toBeVisible();
  await press(page, '-', 'Home');
  await expect(page.getByText('9–15 March 2026')).toBeVisible();
  // As-of plan with the keyboard: to its button, along the slider, and back.
  await page.getByRole('button', { name: 'Plan as of…' }).focus();
  await press(page, 'Enter');
  await expect(grid(page)).toHaveAttribute('data-past', 'true');
  const slider = page.getByRole('slider', { name: 'Moment in the history' });
  await slider.focus();
  const before = (await slider.getAttribute('aria-valuetext')) ?? '';
  expect(before).not.toBe('');
  await press(page, 'ArrowLeft', 'ArrowLeft', 'ArrowLeft');
  await expect(slider).not.toHaveAttribute('aria-valuetext', before);
  await page.getByRole('button', { name: 'Back to now' }).focus();
  await press(page, 'Enter');
  await expect(grid(page)).not.toHaveAttribute('data-past', 'true');
  await press(page, '?');
  await expect(page.getByRole('dialog')).toBeVisible();
});

for (const [what, query, hash, size] of [
  ['in light colours', 'theme=light', WEEK],
  ['in dark colours', 'theme=dark', WEEK],
  ['as of a moment', 'theme=light', `${WEEK}&as-of=2026-03-09T20:30:00.000Z`],
  ['since a moment', 'theme=light&lang=fr', `${WEEK}&since=2026-03-09T12:00:00.000Z`],
  ['since a moment, in dark colours', 'theme=dark&lang=nl', `${WEEK}&since=2026-03-09T12:00:00.000Z`],
  ['empty', 'empty', WEEK],
  ['empty, in a low window', 'empty', WEEK, { width: 640, height: 400 }],
  ['on its way', 'slow', WEEK],
] as const satisfies [string, string, string, ViewportSize?][])
  test(`axe finds no violations on the plan ${what}`, async ({ page }) => {
    if (size) await page.setViewportSize(size);
    await page.clock.install({ time: new Date('2026-03-10T09:24:00+01:00') });
    await page.goto(`${gallery.url}?${query}${hash}`);
    await page.clock.runFor(1000);
    await makeChanges(page);
    await page.clock.runFor(3000);
    const loading = page.getByText('Loading the plan…');
    await page.locator('[data-bar]').or(page.getByText('Nothing planned in this period')).or(loading).first().waitFor();
    // Elements that fade in may have low contrast for a moment, so this is repeated.
    await expect.poll(() => axeViolations(page)).toEqual([]);
  });

test('fits the window with 200% text; bars stay aligned with rows', async ({ page }) => {
  await openPlan(page, gallery, '', WEEK);
  const bar = page.locator('[data-bar]').first();
  const heightPx = async () => (await bar.boundingBox())?.height ?? 0;
  const usualPx = await heightPx();
  await page.addStyleTag({ content: 'html { font-size: 200% }' });
  // No timer is involved: the browser computes a new layout and its ResizeObserver notifies the plan.
  await expect.poll(heightPx).toBeGreaterThan(usualPx * 1.9);
  const faults = () =>
    page.evaluate(() => {
      const rows = [...document.querySelectorAll('[role="row"]:has([data-bar])')].map((r) => r.getBoundingClientRect());
      return {
        rows: rows.length > 1,
        overlaps: rows.filter((row, n) => n > 0 && row.top < (rows[n - 1]?.bottom ?? 0) - 1).length,
        sideways: document.documentElement.scrollWidth > window.innerWidth,
      };
    });
  await expect.poll(faults).toEqual({ rows: true, overlaps: 0, sideways: false });
});

test('places bars in local time at every zoom; night shifts are one bar', async ({ page }) => {
  await openPlan(page, gallery, '', WEEK);
  const shares = () =>
    page.evaluate(() => {
      const columns = [...document.querySelectorAll('[role="columnheader"]')]
        .slice(1)
        .map((c) => c.getBoundingClientRect());
      const dayPx = columns[0]?.width ?? 1;
      const originPx = columns[0]?.left ?? 0;
      const round = (days: number) => Math.round(days * 24 * 4) / 4;
      return [...document.querySelectorAll('[data-bar]')].flatMap((bar) => {
        const times = /(\d\d):(\d\d)–(\d\d):(\d\d)( \(\+1\))?/.exec(bar.ariaLabel ?? '');
        const column = columns[Number(bar.getAttribute('aria-colindex')) - 2];
        if (!times || !column || bar.matches('[data-cut-start], [data-cut-end]')) return [];
        const [, h = 0, m = 0, eh = 0, em = 0, next] = times;
        const { left, width } = bar.getBoundingClientRect();
        const start = Number(h) + Number(m) / 60;
        const end = Number(eh) + Number(em) / 60 + (next ? 24 : 0);
        const isIn = Math.abs(round((left - column.left) / dayPx) - start) <= 0.25;
        const isAsLong = Math.abs((width + 1) / dayPx - (end - start) / 24) < 0.02;
        return [isIn && isAsLong ? 'right' : `${bar.ariaLabel} at ${(left - originPx) / dayPx}`];
      });
    });
  const areRight = () =>
    expect(async () => {
      const found = await shares();
      expect(found.length).toBeGreaterThan(20);
      expect(new Set(found)).toEqual(new Set(['right']));
    }).toPass();
  await areRight();
  await grid(page).focus();
  await press(page, '+', '+', '+');
  await expect(page.getByText('200 %')).toBeVisible();
  await areRight();
});
