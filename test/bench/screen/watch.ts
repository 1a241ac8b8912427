import type { Page } from '@playwright/test';

type Watching = Window & { seenAtMs?: Promise<number> };

/**
 * Waits in the page for the attributes or the number of elements of a selector to change, and then until that is painted.
 * Call it before the change is caused; then `seenAtMs` returns when it could be seen, in ms since 1970.
 */
export const watch = (page: Page, selector: string): Promise<void> =>
  page.evaluate((wanted) => {
    const snapshot = () =>
      [...document.querySelectorAll(wanted)].map((e) => e.outerHTML.slice(0, e.outerHTML.indexOf('>'))).join();
    const before = snapshot();
    (window as Watching).seenAtMs = new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        if (snapshot() === before) return;
        observer.disconnect();
        // The first frame draws the change, the second one begins when that is done.
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(Date.now())));
      });
      observer.observe(document.body, { subtree: true, childList: true, attributes: true });
    });
  }, selector);

export const seenAtMs = async (page: Page): Promise<number> =>
  (await page.evaluate(() => (window as Watching).seenAtMs)) ?? Number.NaN;
