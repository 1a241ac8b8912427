import type { Page } from '@playwright/test';

/** What runs in a page to measure it; the same for the app and the reference. */
export interface Probe {
  /** Frame times of `frames` frames in each of which `step` is done, in ms. */
  frames: (step: (n: number) => void, frames: number) => Promise<number[]>;
  /** Frame times from calling `act` until `isThere` and ten frames more, and how long it took until it was there, in ms. */
  framesUntil: (act: () => void, isThere: () => boolean) => Promise<{ framesMs: number[]; thereMs: number }>;
  /** From calling `act` until the frame that shows it was painted, in ms. */
  painted: (act: () => void) => Promise<number>;
  /** From calling `act`, which builds the timeline, until a frame with bars in it was painted, in ms. */
  barsPainted: (act: () => void) => Promise<number>;
  /** When the first bar had been painted, since the navigation, in ms. */
  firstBarMs: Promise<number>;
}
export type ProbeWindow = Window & { probe: Probe; sockets: WebSocket[] };

/** Installs the probe before any script of the page. */
export const installProbe = async (page: Page): Promise<void> => {
  await page.addInitScript(() => {
    const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
    /** A message comes after the frame's paint. */
    const afterPaint = async () => {
      await nextFrame();
      const { port1, port2 } = new MessageChannel();
      const posted = new Promise((resolve) => {
        port1.onmessage = resolve;
      });
      port2.postMessage(null);
      await posted;
    };
    const bars = async () => {
      while (!document.querySelector('[data-bar]:not([hidden])')?.checkVisibility()) await nextFrame();
      await afterPaint();
      return performance.now();
    };
    const firstBarMs = bars();

    const sockets: WebSocket[] = [];
    const Original = WebSocket;
    window.WebSocket = class extends Original {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols);
        sockets.push(this);
      }
    };
    const probe: Probe = {
      firstBarMs,
      frames: async (step, frames) => {
        const framesMs: number[] = [];
        let last = await nextFrame();
        for (let n = 0; n < frames; n++) {
          step(n);
          const now = await nextFrame();
          framesMs.push(now - last);
          last = now;
        }
        return framesMs;
      },
      framesUntil: async (act, isThere) => {
        const framesMs: number[] = [];
        let last = await nextFrame();
        const startMs = performance.now();
        act();
        let thereMs: number | undefined;
        for (let left = 10; left > 0; left -= thereMs === undefined ? 0 : 1) {
          const now = await nextFrame();
          framesMs.push(now - last);
          last = now;
          if (isThere()) thereMs ??= performance.now() - startMs;
        }
        return { framesMs, thereMs: thereMs ?? 0 };
      },
      barsPainted: async (act) => {
        await nextFrame();
        const startMs = performance.now();
        act();
        return (await bars()) - startMs;
      },
      painted: async (act) => {
        await nextFrame();
        const startMs = performance.now();
        act();
        await afterPaint();
        return performance.now() - startMs;
      },
    };
    Object.assign(window, { probe, sockets });
  });
};
