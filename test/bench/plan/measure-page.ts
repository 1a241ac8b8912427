import type { Browser, Page } from '@playwright/test';
import { addDays } from '../../../shared/time.ts';
import type { Dataset } from './dataset.ts';
import { withLongestTask } from './longest-task.ts';
import { installProbe, type ProbeWindow } from './page-probe.ts';

/** What one page showed in one round. */
export interface Measured {
  /** Opening the timeline in a loaded page, until bars are painted. */
  openMs: readonly number[];
  /** From a reload of the page until its bars are painted. */
  firstMs: number;
  scrollMs: readonly number[];
  pageScrollMs: readonly number[];
  /** Scrolled while fifty changes a second arrive. */
  busyMs: readonly number[];
  zoomMs: readonly number[];
  /** Frames while another period comes, and how long each took to come. */
  jumpMs: readonly number[];
  periodMs: readonly number[];
  changeMs: readonly number[];
  /** The longest task of the page while scrolling, zooming and going to other periods, in ms of the processor. */
  longestTaskMs: { scroll: number; zoom: number; jump: number };
  heapMiB: number;
  elements: number;
}

const VIEWPORT = { width: 1440, height: 900 };
const MAX_FRAMES = 240;
const CHANGES = 15;
const OPEN_COUNT = 9;
const PERIOD_CHANGES = 6;

interface PageActions {
  /** The element that scrolls. */
  scroller: string;
  /** Removes and rebuilds the timeline; resolves with the time until bars are painted. */
  open: (page: Page) => Promise<number>;
  zoom: (page: Page) => Promise<number[]>;
  /** Goes to the next period, or back to the one before. */
  jump: (page: Page, isBack: boolean) => Promise<{ framesMs: number[]; thereMs: number }>;
  change: (page: Page) => Promise<number>;
  /** From now on fifty assignments change per second, until the interval `changing` of the page is cleared. */
  startChanges: (page: Page) => Promise<void>;
}

interface ChangingWindow extends ProbeWindow {
  changing: ReturnType<typeof setInterval>;
}
const CHANGE_EVERY_MS = 20;

/** Every 50th assignment of the first week, so that changes fall everywhere. */
const toChange = ({ assignments, monday }: Dataset) =>
  assignments.filter((a, n) => n % 50 === 0 && a.from <= addDays(monday, 6)).slice(0, 400);

const scrollThrough = (page: Page, selector: string, share: number) =>
  page.evaluate(
    async ({ selector, share, most }) => {
      const { probe } = window as unknown as ProbeWindow;
      const element = document.querySelector(selector);
      if (!element) throw new Error('nothing scrolls');
      element.scrollTop = 0;
      await new Promise((resolve) => setTimeout(resolve, 300));
      const stepPx = element.clientHeight * share;
      const frames = Math.min(most, Math.ceil((element.scrollHeight - element.clientHeight) / stepPx));
      return probe.frames(() => {
        element.scrollTop += stepPx;
      }, frames);
    },
    { selector, share, most: MAX_FRAMES },
  );

const measure = async (browser: Browser, url: string, actions: PageActions): Promise<Measured> => {
  const context = await browser.newContext({ viewport: VIEWPORT, locale: 'en-GB', timezoneId: 'Europe/Brussels' });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    page.on('pageerror', (error) => process.stderr.write(`${error.message}\n`));
    await installProbe(page);
    // The first time fills the browser's caches: a planner opens the plan every day.
    await page.goto(url);
    await page.evaluate(() => (window as unknown as ProbeWindow).probe.firstBarMs);
    await page.reload();
    const firstMs = await page.evaluate(() => (window as unknown as ProbeWindow).probe.firstBarMs);
    await page.waitForTimeout(700);
    const openMs: number[] = [];
    for (let n = 0; n < OPEN_COUNT; n++) openMs.push(await actions.open(page));
    await page.waitForTimeout(700);
    const busyScroll = async () => {
      await actions.startChanges(page);
      const framesMs = await scrollThrough(page, actions.scroller, 0.25);
      await page.evaluate(() => clearInterval((window as unknown as ChangingWindow).changing));
      return framesMs;
    };
    const scrolling = async () => ({
      scrollMs: await scrollThrough(page, actions.scroller, 0.25),
      pageScrollMs: await scrollThrough(page, actions.scroller, 1),
      busyMs: await busyScroll(),
    });
    const [{ scrollMs, pageScrollMs, busyMs }, longestScrolling] = await withLongestTask(browser, page, scrolling);
    await page.evaluate((selector) => document.querySelector(selector)?.scrollTo(0, 0), actions.scroller);
    await page.waitForTimeout(500);
    const heapMiB = await page.evaluate(() => {
      const { gc, performance } = window as unknown as {
        gc?: () => void;
        performance: { memory: { usedJSHeapSize: number } };
      };
      gc?.();
      return performance.memory.usedJSHeapSize / 2 ** 20;
    });
    const elements = await page.evaluate(() => document.querySelectorAll('*').length);
    const changeMs: number[] = [];
    for (let n = 0; n < CHANGES; n++) changeMs.push(await actions.change(page));
    const [zoomMs, longestZooming] = await withLongestTask(browser, page, () => actions.zoom(page));
    const jumping = async () => {
      const jumps: Awaited<ReturnType<PageActions['jump']>>[] = [];
      for (let n = 0; n < PERIOD_CHANGES; n++) {
        jumps.push(await actions.jump(page, n % 2 === 1));
        await page.waitForTimeout(200);
      }
      return jumps;
    };
    const [jumps, longestJumping] = await withLongestTask(browser, page, jumping);
    return {
      openMs,
      firstMs,
      scrollMs,
      pageScrollMs,
      busyMs,
      zoomMs,
      jumpMs: jumps.flatMap((jump) => jump.framesMs),
      periodMs: jumps.map((jump) => jump.thereMs),
      changeMs,
      longestTaskMs: { scroll: longestScrolling, zoom: longestZooming, jump: longestJumping },
      heapMiB,
      elements,
    };
  } finally {
    await context.close();
  }
};

export const measureApp = (browser: Browser, url: string, dataset: Dataset): Promise<Measured> => {
  const { assignments } = dataset;
  let seq = 1e9;
  return measure(browser, url, {
    scroller: '[role="grid"]',
    open: async (page) => {
      // Start from a simple screen, so that its removal does not count.
      await page.getByRole('button', { name: 'Rejections' }).first().click();
      await page.locator('[data-bar]').first().waitFor({ state: 'hidden' });
      await page.waitForTimeout(200);
      return page.evaluate(() => {
        const { probe } = window as unknown as ProbeWindow;
        const button = document.querySelector<HTMLElement>('nav button[title="Plan"]');
        return probe.barsPainted(() => button?.click());
      });
    },
    zoom: (page) =>
      page.evaluate(() => {
        const { probe } = window as unknown as ProbeWindow;
        const grid = document.querySelector('[role="grid"]');
        const { left, top } = grid?.getBoundingClientRect() ?? { left: 0, top: 0 };
        const wheel = (deltaY: number) =>
          new WheelEvent('wheel', { deltaY, ctrlKey: true, clientX: left + 600, clientY: top + 300, cancelable: true });
        return probe.frames((n) => grid?.dispatchEvent(wheel(n < 30 ? -40 : 40)), 60);
      }),
    jump: (page, isBack) =>
      page.evaluate((isBack) => {
        const { probe } = window as unknown as ProbeWindow;
        const shown = () => [...document.querySelectorAll<HTMLElement>('[data-bar]')].map((e) => e.dataset.bar).join();
        const before = shown();
        const today = [...document.querySelectorAll('button')].find((b) => b.textContent === 'Today');
        const button = isBack ? today?.previousElementSibling : today?.nextElementSibling;
        return probe.framesUntil(
          () => (button as HTMLElement | null | undefined)?.click(),
          () => shown() !== before && document.querySelector('[data-bar]') !== null,
        );
      }, isBack),
    startChanges: async (page) => {
      const list = toChange(dataset).map((known) => ({ ...known, endMinutes: 900, changedAtMs: Date.now() }));
      const firstSeq = seq;
      seq += 1e6;
      await page.evaluate(
        ({ list, firstSeq, everyMs }) => {
          const { sockets } = window as unknown as ProbeWindow;
          let n = 0;
          const changing = setInterval(() => {
            n += 1;
            const payload = {
              seq: firstSeq + n,
              upserts: [{ ...list[n % list.length], startMinutes: 400 + (n % 90), seq: firstSeq + n }],
              removes: [],
            };
            const data = JSON.stringify({ push: 'timeline.changed', payload });
            sockets.at(-1)?.dispatchEvent(new MessageEvent('message', { data }));
          }, everyMs);
          Object.assign(window, { changing });
        },
        { list, firstSeq, everyMs: CHANGE_EVERY_MS },
      );
    },
    change: async (page) => {
      const id = await page.evaluate(() => {
        const bars = [...document.querySelectorAll<HTMLElement>('[data-bar]')];
        return Number(bars[Math.floor(bars.length / 3)]?.dataset.bar);
      });
      const known = assignments.find((a) => a.id === id);
      seq += 1;
      const changed = { ...known, seq, startMinutes: 500 + (seq % 60), endMinutes: 900, changedAtMs: Date.now() };
      const frame = JSON.stringify({ push: 'timeline.changed', payload: { seq, upserts: [changed], removes: [] } });
      return page.evaluate(async (data) => {
        const { probe, sockets } = window as unknown as ProbeWindow;
        return probe.painted(() => sockets.at(-1)?.dispatchEvent(new MessageEvent('message', { data })));
      }, frame);
    },
  });
};

interface ReferenceWindow extends ChangingWindow {
  reference: {
    remove: () => void;
    mount: () => void;
    zoom: (zoom: number) => void;
    jump: (months: number) => Promise<void>;
    change: (bar: unknown) => void;
  };
}

export const measureReference = (browser: Browser, url: string, dataset: Dataset): Promise<Measured> => {
  const { assignments } = dataset;
  return measure(browser, url, {
    scroller: '#scroller',
    open: async (page) => {
      await page.evaluate(() => (window as unknown as ReferenceWindow).reference.remove());
      await page.waitForTimeout(200);
      return page.evaluate(() => {
        const { probe, reference } = window as unknown as ReferenceWindow;
        return probe.barsPainted(reference.mount);
      });
    },
    zoom: (page) =>
      page.evaluate(() => {
        const { probe, reference } = window as unknown as ReferenceWindow;
        return probe.frames((n) => reference.zoom(1 + (n < 30 ? n : 60 - n) * 0.08), 60);
      }),
    jump: (page, isBack) =>
      page.evaluate((isBack) => {
        const { probe, reference } = window as unknown as ReferenceWindow;
        const shown = () => [...document.querySelectorAll<HTMLElement>('[data-bar]')].map((e) => e.dataset.bar).join();
        const before = shown();
        return probe.framesUntil(
          () => void reference.jump(isBack ? -1 : 1),
          () => shown() !== before && document.querySelector('[data-bar]:not([hidden])') !== null,
        );
      }, isBack),
    startChanges: (page) =>
      page.evaluate(
        ({ list, everyMs }) => {
          const { reference } = window as unknown as ReferenceWindow;
          let n = 0;
          const changing = setInterval(() => {
            const { id, personId } = list[n++ % list.length] ?? {};
            reference.change({
              id,
              personId,
              start: 400 + (n % 90),
              length: 500,
              lane: 0,
              what: 'Reception',
              when: '08:20–15:00',
            });
          }, everyMs);
          Object.assign(window, { changing });
        },
        { list: toChange(dataset), everyMs: CHANGE_EVERY_MS },
      ),
    change: async (page) => {
      const id = await page.evaluate(() => {
        const bars = [...document.querySelectorAll<HTMLElement>('[data-bar]:not([hidden])')];
        return Number(bars[Math.floor(bars.length / 3)]?.dataset.bar);
      });
      const known = assignments.find((a) => a.id === id);
      const start = 500 + Math.floor(Math.random() * 60);
      const bar = {
        id,
        personId: known?.personId,
        start,
        length: 400,
        lane: 0,
        what: 'Reception',
        when: '08:20–15:00',
      };
      return page.evaluate(async (data) => {
        const { probe, reference } = window as unknown as ReferenceWindow;
        return probe.painted(() => reference.change(JSON.parse(data)));
      }, JSON.stringify(bar));
    },
  });
};
