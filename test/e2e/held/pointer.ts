import type { Locator, Page } from '@playwright/test';

export const centre = async (target: Locator): Promise<{ x: number; y: number }> => {
  const box = await target.boundingBox();
  if (!box) throw new Error('it is nowhere');
  return { x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2) };
};

/** Moves the pointer onto an element, when no toast covers it, and returns the position. */
export const rest = async (page: Page, target: Locator): Promise<{ x: number; y: number }> => {
  await target.hover();
  const at = await centre(target);
  await page.mouse.move(at.x, at.y);
  return at;
};

/** Clicks without moving the pointer. */
export const press = async (page: Page): Promise<void> => {
  await page.mouse.down();
  await page.mouse.up();
};

/** Moves the pointer away from all lists. */
export const leave = (page: Page): Promise<void> => page.mouse.move(1, 1);
