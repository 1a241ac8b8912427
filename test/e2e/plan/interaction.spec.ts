import { expect, type Page, test } from '@playwright/test';
import type { FakePlanner } from '../../fakes/fake-planner.ts';
import { type Gallery, openPlan, startGallery, waitUntilStable } from './gallery.ts';

let gallery: Gallery;
test.beforeAll(async () => {
  gallery = await startGallery();
});
test.afterAll(() => gallery[Symbol.asyncDispose]());
test.use({ viewport: { width: 1360, height: 800 } });

type GalleryWindow = Window & { gallery: FakePlanner; touched: Set<string>; kept: Element | null };

const WEEK = '#plan?view=week&day=2026-03-10';
const grid = (page: Page) => page.getByRole('grid');
const names = (page: Page) =>
  page
    .locator('[role="rowheader"][id^="person-"]')
    .evaluateAll((headers) =>
      headers
        .toSorted((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
        .map((header) => header.firstElementChild?.textContent ?? ''),
    );

/** The row at a position of the window, whether its element is the one of the first call, and the distance from its top. */
const rowAt = (page: Page, [x, y]: readonly [number, number]) =>
  page.evaluate(
    ([x, y]) => {
      const row = document.elementFromPoint(x, y)?.closest('[role="row"]') ?? null;
      (window as unknown as GalleryWindow).kept ??= row;
      return {
        who: row?.querySelector('[role="rowheader"]')?.id,
        isKept: row !== null && row === (window as unknown as GalleryWindow).kept,
        px: Math.round(y - (row?.getBoundingClientRect().top ?? Number.NaN)),
      };
    },
    [x, y] as const,
  );

/** Records the people whose rows change inside. A row that is only moved does not count. */
const watchRows = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const touched = new Set<string>();
    Object.assign(window, { touched });
    const rowIdOf = (node: Node) => {
      const element = node instanceof Element ? node : node.parentElement;
      return element?.closest('[role="row"]')?.querySelector('[role="rowheader"]')?.id;
    };
    const rows = [...document.querySelectorAll('[role="rowgroup"]')].at(-1);
    if (!rows) throw new Error('there are no rows');
    const observer = new MutationObserver((records) => {
      for (const { target } of records) {
        // Ignored: the container, rows that are added or removed while scrolling, and detached elements, whose row is unknown.
        if (target === rows || target.parentNode === rows || !target.isConnected) continue;
        if (!(target instanceof Element) || target.role !== 'row') touched.add(rowIdOf(target) ?? 'the grid');
      }
    });
    observer.observe(rows, { attributes: true, childList: true, characterData: true, subtree: true });
  });

/** Makes the nth change: new times, or every tenth time a new person (that of the first row). Returns the changed rows. */
const change = (page: Page, n: number): Promise<string[]> =>
  page.evaluate((n) => {
    const { gallery: planner } = window as unknown as GalleryWindow;
    const shifts = [...planner.assignments.values()].filter((a) => a.from === '2026-03-12' && a.personId !== null);
    const shift = shifts[(n * 37) % shifts.length];
    if (!shift) throw new Error('nobody works that day');
    const [first] = planner.people.toSorted((a, b) => a.lastName.localeCompare(b.lastName));
    const isMoved = n % 10 === 3;
    planner.change(
      shift.id,
      isMoved ? { personId: first?.id ?? null } : { startMinutes: 400 + n, endMinutes: 800 + n },
    );
    return [`person-${shift.personId}`, ...(isMoved ? [`person-${first?.id}`] : [])];
  }, n);

test('at fifty changes a second nothing moves under the pointer and only changed rows are redrawn', async ({
  page,
}) => {
  await openPlan(page, gallery, 'people=60', WEEK);
  await grid(page).evaluate((element) => element.scrollTo(0, 700));
  await waitUntilStable(page);
  const pointer = [700, 420] as const;
  await page.mouse.move(...pointer);
  const before = await rowAt(page, pointer);
  expect(before.who).toBeDefined();
  const height = await grid(page).evaluate((element) => element.scrollHeight);
  await watchRows(page);
  const theirs = new Set<string>();
  for (let n = 0; n < 50; n++) {
    for (const who of await change(page, n)) theirs.add(who);
    await page.clock.runFor(20);
  }
  await waitUntilStable(page);
  const touched = await page.evaluate(() => [...(window as unknown as GalleryWindow).touched]);
  expect(touched.filter((who) => !theirs.has(who))).toEqual([]);
  expect(touched.length).toBeGreaterThan(3);
  // The first row, which is out of view, has become taller.
  expect(await grid(page).evaluate((element) => element.scrollHeight)).toBeGreaterThan(height);
  expect(await rowAt(page, pointer)).toEqual(before);
});

test('goes to a date, filters by people, activities and rejections, and sorts', async ({ page }) => {
  await openPlan(page, gallery, 'people=60', WEEK);
  await page.getByLabel('Go to a date').last().fill('2026-03-25');
  await page.clock.runFor(300);
  await expect(page.getByText('23–29 March 2026')).toBeVisible();
  await waitUntilStable(page);
  const all = await names(page);
  expect(all.length).toBeGreaterThan(10);
  const filter = page.getByLabel('Filter by person');
  const [, second = ''] = all;
  await filter.fill(second.toUpperCase());
  await expect.poll(() => names(page)).toEqual([second]);
  await filter.fill('reception');
  await expect.poll(async () => (await names(page)).length).toBeGreaterThan(1);
  expect(await names(page)).not.toEqual(all);
  await expect(page.locator('[data-bar]', { hasText: 'Reception' }).first()).toBeAttached();
  await filter.fill('');
  await expect.poll(() => names(page)).toEqual(all);

  const rejected = await page.evaluate(() => {
    const { gallery: planner } = window as unknown as GalleryWindow;
    const shift = [...planner.assignments.values()].find((a) => a.from === '2026-03-26' && a.personId !== null);
    if (shift) planner.change(shift.id, { isRejected: true });
    return planner.people.find((p) => p.id === shift?.personId)?.lastName ?? '';
  });
  await page.getByRole('button', { name: 'Only rejected' }).click();
  await expect.poll(async () => (await names(page)).some((name) => name.includes(rejected))).toBe(true);
  await expect(page.locator('[role="row"]:not(:has([data-rejected])):has([role="rowheader"])')).toHaveCount(0);
  await page.getByRole('button', { name: 'Only rejected' }).click();
  await page.getByRole('combobox', { name: 'Order' }).selectOption({ label: 'By next shift' });
  await expect.poll(async () => (await names(page)).length).toBeGreaterThan(10);
  await expect.poll(() => names(page)).not.toEqual(all);
});

test('the panel shows the changes of each version, and since when a shift is rejected', async ({ page }) => {
  await openPlan(page, gallery, 'people=60', WEEK);
  const id = await page.evaluate(() => {
    const { gallery: planner } = window as unknown as GalleryWindow;
    const [first] = planner.people.toSorted((a, b) => a.lastName.localeCompare(b.lastName));
    const shift = [...planner.assignments.values()].find((a) => a.personId === first?.id && a.from >= '2026-03-10');
    if (!shift) throw new Error('the first person does not work');
    planner.change(shift.id, { startMinutes: 540, endMinutes: 1020 });
    planner.change(shift.id, { isRejected: true });
    return shift.id;
  });
  await page.clock.runFor(300);
  await page.locator(`[data-bar="${id}"]`).click();
  await page.clock.runFor(300);
  const panel = page.getByRole('complementary').last();
  await expect(panel.getByText(/^Seen rejected at 10 Mar 2026, 09:2\d$/)).toBeVisible();
  const versions = panel.getByRole('listitem').filter({ has: page.locator('[class*="kinds"]') });
  await expect(versions).toHaveCount(3);
  await expect(versions.nth(0)).toContainText('Rejected');
  await expect(versions.nth(1)).toContainText(/→.*09:00/);
});

test('truncated labels use the space up to the next bar, at every zoom', async ({ page }) => {
  await openPlan(page, gallery, 'people=60', '#plan?view=twoWeeks&day=2026-03-10');
  /** Distance in px from the end of each label to the next bar on its lane; bars that are too narrow are left out. */
  const gaps = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('[role="row"]')].flatMap((row) => {
        const bars = [...row.querySelectorAll<HTMLElement>('[data-bar]')]
          .map((bar) => ({ bar, rect: bar.getBoundingClientRect() }))
          .toSorted((a, b) => a.rect.left - b.rect.left);
        return bars.flatMap(({ bar, rect }, n) => {
          const box = bar.querySelector('[class*="label"]')?.getBoundingClientRect();
          const next = bars.slice(n + 1).find((other) => other.rect.top === rect.top)?.rect;
          return box && next && rect.width > 7 && !bar.dataset.long ? [next.left - box.right] : [];
        });
      }),
    );
  for (const _ of [1, 2, 3]) {
    await expect.poll(async () => (await gaps()).length).toBeGreaterThan(20);
    await waitUntilStable(page);
    for (const gap of await gaps()) expect(Math.abs(gap - 6)).toBeLessThan(1.5);
    await page.getByRole('button', { name: 'Zoom in' }).click();
  }
});

test('does not animate with prefers-reduced-motion', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openPlan(page, gallery, 'people=60', WEEK);
  await change(page, 1);
  await page.locator('[data-bar]').first().click();
  await page.clock.runFor(100);
  await expect(page.getByRole('complementary').last()).toBeVisible();
  const moving = await page.evaluate(() =>
    document
      .getAnimations()
      .filter((animation) => Number(animation.effect?.getComputedTiming().duration ?? 0) > 0)
      .map((animation) => (animation as CSSAnimation).animationName ?? 'a transition'),
  );
  expect(moving).toEqual([]);
});

for (const [day, noon] of [
  ['2026-03-29', '2026-03-29T12:00:00+02:00'],
  ['2026-10-25', '2026-10-25T12:00:00+01:00'],
] as const)
  test(`draws ${day}, a day of a clock change, in local time`, async ({ page }) => {
    await openPlan(page, gallery, 'people=60', `#plan?view=week&day=${day}`, new Date(noon));
    const draw = () =>
      page.evaluate(() => {
        const columns = [...document.querySelectorAll('[role="columnheader"][aria-label]')];
        const boxes = columns.map((column) => column.getBoundingClientRect());
        const today = columns.findIndex((column) => column.ariaCurrent === 'date');
        const hoursInto = (at: number, px: number) => ((px - (boxes[at]?.left ?? 0)) / (boxes[at]?.width ?? 1)) * 24;
        const line = document.querySelector('[class*="line"][style*="--at"]')?.getBoundingClientRect();
        return {
          widths: new Set(boxes.map(({ width }) => Math.round(width))).size,
          now: hoursInto(today, (line?.left ?? Number.NaN) + (line?.width ?? 0) / 2),
          bars: [...document.querySelectorAll('[data-bar]')].flatMap((bar) => {
            const [, hours, minutes] = /(\d\d):(\d\d)–/.exec(bar.ariaLabel ?? '') ?? [];
            const at = Number(bar.ariaColIndex) - 2;
            if (hours === undefined || at < today - 1 || at > today) return [];
            return [
              { said: Number(hours) + Number(minutes) / 60, drawn: hoursInto(at, bar.getBoundingClientRect().left) },
            ];
          }),
        };
      });
    await expect.poll(async () => (await draw()).bars.length).toBeGreaterThan(3);
    await waitUntilStable(page);
    const drawn = await draw();
    expect(drawn.widths).toBe(1);
    expect(drawn.now).toBeCloseTo(12, 0);
    for (const { said, drawn: at } of drawn.bars) expect(Math.abs(at - said)).toBeLessThan(0.3);
  });
