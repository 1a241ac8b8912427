import type { Locator, Page } from '@playwright/test';

export const centre = async (target: Locator): Promise<{ x: number; y: number }> => {
  const box = await target.boundingBox();
  if (!box) throw new Error('it is nowhere');
  return { x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2) };
};

/** Lays the pointer on something, once no message of the moment lies over it, and says where that is. */
export const rest = async (page: Page, target: Locator): Promise<{ x: number; y: number }> => {
  await target.hover();
  const at = await centre(target);
  await page.mouse.move(at.x, at.y);
  return at;
};

/** Presses where the pointer rests, without moving it. */
export const press = async (page: Page): Promise<void> => {
  await page.mouse.down();
  await page.mouse.up();
};

/** Lays the pointer where nothing is looked at. */
export const leave = (page: Page): Promise<void> => page.mouse.move(1, 1);
