import type { Page } from '@playwright/test';
import { type PreviewServer, preview } from 'vite';
import { fromRoot } from '../../../build/project.ts';

/** The current time in every screenshot: a Tuesday morning in March. */
export const NOW = new Date('2026-03-10T09:24:00+01:00');

/** Page with all screens and an app in memory; built once, before the first spec. */
export const startGallery = async () => {
  const server: PreviewServer = await preview({
    configFile: fromRoot('test/e2e/gallery/vite.config.ts'),
    logLevel: 'error',
    preview: { port: 0, host: '127.0.0.1', strictPort: false },
  });
  const url = server.resolvedUrls?.local[0];
  if (!url) throw new Error('the gallery listens nowhere');
  return { url, [Symbol.asyncDispose]: () => server.close() };
};
export type Gallery = Awaited<ReturnType<typeof startGallery>>;

/** Opens the plan at an address with a fixed current time, and waits for its bars. */
export const openPlan = async (page: Page, { url }: Gallery, query = '', hash = '', time = NOW): Promise<void> => {
  await page.clock.install({ time });
  await page.goto(`${url}?${query}${hash}`);
  await page.clock.runFor(1000);
  await page.locator('[data-bar]').first().waitFor();
};

/**
 * Resolves when the page is stable: three frames without DOM changes, each followed by an idle task. Measured in the page,
 * because its clock is faked.
 */
export const waitUntilStable = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    let changes = 0;
    const onChange = () => {
      changes += 1;
    };
    const observer = new MutationObserver(onChange);
    observer.observe(document.body, { attributes: true, childList: true, characterData: true, subtree: true });
    document.addEventListener('scroll', onChange, { capture: true, passive: true });
    // The first callback of this observer comes with the next frame and does not depend on the fake clock of the page.
    const frame = () =>
      new Promise<void>((resolve) => {
        new IntersectionObserver((_, self) => {
          self.disconnect();
          resolve();
        }).observe(document.body);
      });
    const idle = () => scheduler.postTask(() => {}, { priority: 'background' });
    for (let stableFrames = 0; stableFrames < 3; ) {
      const before = changes;
      await frame();
      await idle();
      stableFrames = changes === before ? stableFrames + 1 : 0;
    }
    observer.disconnect();
    document.removeEventListener('scroll', onChange, { capture: true });
  });

interface GalleryWindow {
  gallery: import('../../fakes/fake-planner.ts').FakePlanner;
}

/** Changes some shifts of the first rows, yesterday evening and this morning, as Protime would push them. */
export const makeChanges = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const { gallery } = window as unknown as GalleryWindow;
    const hour = 3_600_000;
    const now = Date.now();
    const ofDay = (day: string) => [...gallery.assignments.values()].filter((a) => a.from === day && a.startMinutes);
    const [a, b, c, d, e] = ofDay('2026-03-11');
    const [f, g] = ofDay('2026-03-12');
    const change = (x: { id: number } | undefined, fields: object, agoHours: number) =>
      x && gallery.change(x.id, fields, now - agoHours * hour);
    change(a, { startMinutes: 600, endMinutes: 1140 }, 14);
    change(b, { personId: gallery.people[8]?.id ?? null }, 12);
    change(c, { deleted: true }, 3);
    change(d, { isRejected: true }, 2);
    change(e, { from: '2026-03-13', until: '2026-03-13' }, 1);
    change(f, { comments: 'Bring the keys' }, 1);
    change(g, { endMinutes: (g?.endMinutes ?? 0) + 120 }, 0.5);
  });
