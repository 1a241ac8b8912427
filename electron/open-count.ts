import type { RejectionStore } from './database/rejections.ts';
import type { PushListener } from './listeners.ts';

/** How long a rejection that was put aside may be late in coming back. */
const EVERY_MS = 15_000;

/** Tells the screens and the tray how many rejections wait; by itself when one that was put aside comes back. */
export const createOpenCount = (rejections: Pick<RejectionStore, 'openCount'>, push: PushListener) => {
  let told = rejections.openCount();
  const tell = () => {
    told = rejections.openCount();
    push('rejections.changed', { openCount: told });
  };
  const timer = setInterval(() => {
    if (rejections.openCount() !== told) tell();
  }, EVERY_MS);
  timer.unref();
  return { tell, close: () => clearInterval(timer) };
};
