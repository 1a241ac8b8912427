import { expect, type Locator, type Page, test } from '@playwright/test';
import { type App, startAppWith } from '../app.ts';
import { dragScrollBar, WITH_SCROLL_BARS } from '../scroll-bar.ts';
import { prepareHalfYear } from './half-year-history.ts';
import { openHistory, resultsSettled } from './open-history.ts';

test.use(WITH_SCROLL_BARS);

let app: App;
test.beforeAll(async () => {
  app = await startAppWith(prepareHalfYear);
});
test.afterAll(() => app[Symbol.asyncDispose]());

const filters = (page: Page) => page.getByRole('group', { name: 'Narrow down' });
const chip = (page: Page, label: string) => filters(page).getByRole('button', { name: new RegExp(`^${label}`) });

/** Each menu with one of its options, and the text of its chip when that option is selected. */
const MENUS = [
  { label: 'Person', option: 'Søren Jensen', role: 'option' },
  { label: 'Shift', option: 'This week', role: 'radio' },
  { label: 'Seen', option: 'Last 30 days', role: 'radio' },
  { label: 'Source', option: 'Found while catching up', role: 'radio' },
  { label: 'Result', option: 'Changed the plan', role: 'radio' },
] as const;
type Menu = (typeof MENUS)[number];

/** The line of an option, which is highlighted under the pointer. */
const lineOf = (page: Page, { option, role }: Menu): Locator =>
  role === 'option'
    ? page.getByRole('option', { name: option })
    : page.locator('label').filter({ has: page.getByRole('radio', { name: new RegExp(`^${option}`) }) });

interface Point {
  x: number;
  y: number;
}

/** Positions where a person clicks: the text, the number next to it, the edges, the radio button. */
const PLACES = {
  words: (line: Locator) => middleOf(line.locator('span').filter({ hasText: /\p{L}/u }).first()),
  count: (line: Locator) =>
    middleOf(
      line
        .locator('span')
        .filter({ hasText: /^[\d.,\u202f\u00a0+\s]+$/u })
        .last(),
    ),
  'left edge': async (line: Locator) => edgeOf(line, 0.01),
  'right edge': async (line: Locator) => edgeOf(line, 0.99),
  sign: async (line: Locator) => middleOf(line.locator('input, [aria-hidden]').first()),
} satisfies Record<string, (line: Locator) => Promise<Point>>;

const boxOf = async (locator: Locator) => {
  await locator.scrollIntoViewIfNeeded();
  const box = await locator.boundingBox();
  if (!box) throw new Error(`${locator} is not there`);
  return box;
};
const middleOf = async (locator: Locator): Promise<Point> => {
  const { x, y, width, height } = await boxOf(locator);
  return { x: x + width / 2, y: y + height / 2 };
};
const edgeOf = async (locator: Locator, share: number): Promise<Point> => {
  const { x, y, width, height } = await boxOf(locator);
  return { x: x + width * share, y: y + height / 2 };
};

const INPUTS = {
  mouse: { hasTouch: false, press: (page: Page, { x, y }: Point) => page.mouse.click(x, y) },
  touch: { hasTouch: true, press: (page: Page, { x, y }: Point) => page.touchscreen.tap(x, y) },
} as const;

for (const [input, { hasTouch, press }] of Object.entries(INPUTS))
  test.describe(() => {
    test.use({ hasTouch });
    for (const menu of MENUS)
      test(`every part of an option of ${menu.label} selects it by ${input}`, async ({ page }) => {
        await openHistory(page, app);
        for (const [place, pointIn] of Object.entries(PLACES)) {
          await press(page, await middleOf(chip(page, menu.label)));
          const line = lineOf(page, menu);
          await expect(line).toContainText(/\d/);
          await press(page, await pointIn(line));
          await expect(chip(page, menu.label), `pressed at its ${place}`).toHaveText(`${menu.label}:${menu.option}`);
          await page.keyboard.press('Escape');
          await expect(chip(page, menu.label)).toHaveAttribute('aria-expanded', 'false');
          await filters(page).getByRole('button', { name: 'Clear all filters' }).click();
          await expect(chip(page, menu.label)).toHaveText(menu.label);
          await resultsSettled(page);
        }
      });
  });

test('a menu stays open and keeps the keyboard focus while its scroll bar is dragged', async ({ page }) => {
  await openHistory(page, app);
  await chip(page, 'Person').click();
  await dragScrollBar(page, page.getByRole('listbox', { name: 'Person' }));
  const box = page.getByRole('combobox', { name: 'Find a person' });
  await expect(box).toBeFocused();
  await page.keyboard.type('jensen');
  await page.getByRole('option', { name: 'Søren Jensen' }).click();
  await expect(chip(page, 'Person')).toHaveText('Person:Søren Jensen');
});

test.describe(() => {
  test.use({ viewport: { width: 900, height: 420 } });
  test('in a low window a menu stays open while its container is scrolled by the scroll bar', async ({ page }) => {
    await openHistory(page, app);
    await page.getByRole('button', { name: 'Narrow down' }).click();
    await chip(page, 'Seen').click();
    await dragScrollBar(page, filters(page).locator('xpath=ancestor::div[2]'));
    await lineOf(page, MENUS[2]).getByText('Last 30 days').click();
    await expect(chip(page, 'Seen')).toHaveText('Seen:Last 30 days');
  });
});

test('a menu closes at a press outside it, when the focus leaves it, and at Escape after a press on its padding', async ({
  page,
}) => {
  await openHistory(page, app);
  const seen = chip(page, 'Seen');
  await seen.click();
  await page.getByText('By day of the shift').click();
  await expect(seen).toHaveAttribute('aria-expanded', 'false');

  await seen.click();
  await page.keyboard.press('Tab');
  await expect(seen).toHaveAttribute('aria-expanded', 'false');

  await seen.click();
  const { x, y } = await boxOf(page.getByRole('group', { name: 'Seen', exact: true }).first());
  await page.mouse.click(x + 3, y + 3);
  await expect(seen).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('Escape');
  await expect(seen).toBeFocused();
  await expect(seen).toHaveAttribute('aria-expanded', 'false');
});

test.describe(() => {
  test.use({ viewport: { width: 640, height: 720 } });
  test('in a narrow window a menu is completely reachable when its chip moves to the next line', async ({ page }) => {
    await openHistory(page, app);
    const outcome = chip(page, 'Result');
    await outcome.click();
    await page.getByText('Duplicates that Protime sent again').click();
    await expect(outcome).toContainText('Duplicates that Protime sent again');
    for (const option of await page.getByRole('group', { name: 'Result' }).getByRole('radio').all()) {
      const { x, y } = await middleOf(option);
      await page.mouse.click(x, y);
      await expect(option).toBeChecked();
    }
  });
});
