import { type test as base, expect, type Locator, type Page } from '@playwright/test';

/** Playwright hides scroll bars; a planner's computer shows them. For `test.use()`. */
export const WITH_SCROLL_BARS: Parameters<typeof base.use>[0] = {
  launchOptions: async ({ launchOptions }, use) => use({ ...launchOptions, ignoreDefaultArgs: ['--hide-scrollbars'] }),
};

/** Drags the scroll bar of an element down. */
export const dragScrollBar = async (page: Page, scroller: Locator): Promise<void> => {
  const bar = await scroller.evaluate((element) => {
    const { left, top, width } = element.getBoundingClientRect();
    const { clientLeft, clientWidth } = element;
    const barWidth = width - clientWidth - 2 * clientLeft;
    return { x: left + clientLeft + clientWidth + barWidth / 2, y: top, width: barWidth };
  });
  expect(bar.width, 'a scroll bar that takes room').toBeGreaterThan(4);
  // Below the arrow button at the upper end.
  await page.mouse.move(bar.x, bar.y + 30);
  await page.mouse.down();
  await page.mouse.move(bar.x, bar.y + 90, { steps: 5 });
  await expect.poll(() => scroller.evaluate((element) => element.scrollTop)).toBeGreaterThan(20);
  await page.mouse.up();
};
