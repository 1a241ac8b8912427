import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { replaceFile } from '../whole-file.ts';

const rectangle = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });
const savedBounds = z.object({ bounds: rectangle, maximized: z.boolean() });
export type Rectangle = z.infer<typeof rectangle>;
/** Last position of the window. */
export type SavedBounds = z.infer<typeof savedBounds>;

const DEFAULT = { width: 1280, height: 840 };
export const MINIMUM = { width: 720, height: 480 };
/** At least this much of the window must be on a screen. */
const VISIBLE_PX = 80;

/**
 * The saved bounds if they are still on a screen, cut to its size; else only a size, and the system chooses the position.
 * `areas` are the screens without their task bars.
 */
export const placeOnScreen = (
  saved: Rectangle | undefined,
  areas: readonly Rectangle[],
): { width: number; height: number; x?: number; y?: number } => {
  if (!saved) return DEFAULT;
  const area = areas.find((candidate) => isReachable(saved, candidate));
  const width = Math.max(MINIMUM.width, Math.min(saved.width, (area ?? saved).width));
  const height = Math.max(MINIMUM.height, Math.min(saved.height, (area ?? saved).height));
  return area ? { x: saved.x, y: Math.max(saved.y, area.y), width, height } : DEFAULT;
};

const isReachable = (bounds: Rectangle, area: Rectangle): boolean => {
  const across = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x);
  const titleBarIsInside = bounds.y >= area.y - VISIBLE_PX / 4 && bounds.y <= area.y + area.height - VISIBLE_PX;
  return across >= VISIBLE_PX && titleBarIsInside;
};

/** The saved bounds; undefined when there are none, or they cannot be read. */
export const readBounds = (path: string): SavedBounds | undefined => {
  try {
    return savedBounds.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined;
  }
};

/** Errors are ignored: the window then opens at its default position. */
export const writeBounds = (path: string, saved: SavedBounds): void => {
  try {
    replaceFile(path, JSON.stringify(saved));
  } catch {
    // See above.
  }
};
