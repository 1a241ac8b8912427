import { setTimeout as pause } from 'node:timers/promises';
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test';
import { BROWSER_ADVICE, findBrowser } from '../../build/browser.ts';
import { printResult, progress } from './measure/report.ts';
import { createScratch } from './measure/scratch.ts';
import { quantile } from './measure/stats.ts';
import { startBarePage } from './reference/page.ts';
import { type LiveApp, startLiveApp } from './screen/live-app.ts';
import { seenAtMs, watch } from './screen/watch.ts';

const EVENTS = Number(process.env.EVENTS ?? 200);
// Every other event rejects the shift, the ones between withdraw it again.
const ROW = '[data-row-item]';

/** From a POST to the changed pixel in the plan, and to the entry in Rejections; next to a page that does nothing else. */
export const latency = async (): Promise<void> => {
  const executablePath = findBrowser();
  if (!executablePath) return printResult('latency', BROWSER_ADVICE);
  using scratch = createScratch();
  const app = await startLiveApp(scratch.path);
  const bare = await startBarePage();
  // Chromium refuses its sandbox to root; what is loaded is our own.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath, args });
  try {
    await measure(app, bare.url, browser);
  } finally {
    await browser.close();
    bare.close();
    await app.close();
  }
};

const WINDOW = { viewport: { width: 1400, height: 900 }, locale: 'en-GB' };

/** The address can be opened once, in one browser. */
const open = async (context: BrowserContext, url: string): Promise<Page> => {
  const page = await context.newPage();
  await page.goto(url);
  return page;
};

const measure = async (app: LiveApp, bareUrl: string, browser: Browser): Promise<void> => {
  const context = await browser.newContext(WINDOW);
  const plan = await open(context, app.ui);
  await plan.locator('[data-bar]').first().waitFor();
  const rejections = await open(context, app.ui);
  await rejections.locator('nav').getByText('Rejections').first().click();
  const barePage = await open(context, bareUrl);
  const id = await shownShift(plan, app);
  const pixels: number[] = [];
  const entries: number[] = [];
  const bares: number[] = [];
  for (let n = 0; n < EVENTS; n++) {
    await Promise.all([watch(plan, `[data-bar="${id}"]`), watch(rejections, ROW)]);
    const sentAtMs = Date.now();
    await app.post({
      id,
      startTimeInMinutes: n % 2 === 0 ? 540 : 480,
      endTimeInMinutes: 1000,
      isRejected: n % 2 === 0,
    });
    const [pixelAtMs, entryAtMs] = await Promise.all([seenAtMs(plan), seenAtMs(rejections)]);
    pixels.push(pixelAtMs - sentAtMs);
    if (n % 2 === 0) entries.push(entryAtMs - sentAtMs);
    bares.push(await bareLatency(barePage, bareUrl, n));
    // Not in step with anything the app does by the clock.
    await pause(30 + ((n * 37) % 90));
    if (n % 50 === 49) progress(`${n + 1} events`);
  }
  const line = (values: readonly number[]) => `${quantile(values, 0.5)} / ${quantile(values, 0.99)}`;
  printResult('from the POST to the pixel, ms, median / p99', line(pixels), 'under 1000');
  printResult('from the POST to the entry in Rejections', line(entries), 'under 1000');
  printResult('a page that does nothing else', line(bares));
};

/** A shift of one day that is on screen now. */
const shownShift = async (plan: Page, app: LiveApp): Promise<number> => {
  const ids = await plan.locator('[data-bar]').evaluateAll((bars) =>
    bars
      .filter((bar) => {
        const { top, bottom, left, right } = bar.getBoundingClientRect();
        return top > 100 && bottom < innerHeight && left > 100 && right < innerWidth;
      })
      .map((bar) => Number(bar.getAttribute('data-bar'))),
  );
  const shift = app.tenant
    .assignments()
    .find(({ id, from, until, isRejected }) => ids.includes(id) && from === until && !isRejected);
  if (!shift) throw new Error('no shift of one day is on screen');
  return shift.id;
};

const bareLatency = async (page: Page, url: string, n: number): Promise<number> => {
  await watch(page, '#bar');
  const sentAtMs = Date.now();
  await fetch(url, { method: 'POST', body: String(10 + (n % 2) * 40) });
  return (await seenAtMs(page)) - sentAtMs;
};
