import { type Browser, chromium } from '@playwright/test';
import { findBrowser } from '../../build/browser.ts';
import { ensureBuilt } from '../../build/ensure-built.ts';
import { printResult, progress } from './measure/report.ts';
import { createScratch } from './measure/scratch.ts';
import { median, quantile } from './measure/stats.ts';
import { makeDataset } from './plan/dataset.ts';
import { startPlan } from './plan/live-plan.ts';
import { type Measured, measureApp, measureReference } from './plan/measure-page.ts';
import { startReferenceTimeline } from './plan/reference-server.ts';

const SIZES = (process.env.PEOPLE ?? '200,1000,5000').split(',').map(Number);
const ROUNDS = Number(process.env.ROUNDS ?? 3);

/** At 60 Hz a frame slightly over 16.7 ms counts as two. So each case is also measured without the frame limit. */
const FRAME_PACING = { display: [], free: ['--disable-frame-rate-limit', '--disable-gpu-vsync'] };
type FramePacing = keyof typeof FRAME_PACING;
type Round = Record<FramePacing, { app: Measured; reference: Measured }>;

const launch = (pacing: FramePacing): Promise<Browser> => {
  const executablePath = findBrowser();
  return chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: ['--no-sandbox', '--js-flags=--expose-gc', '--enable-precise-memory-info', ...FRAME_PACING[pacing]],
  });
};

/** The plan in Chromium, next to a timeline that is nothing but rows and bars. */
export const plan = async (): Promise<void> => {
  await ensureBuilt();
  const [display, free] = [await launch('display'), await launch('free')];
  const heaps = new Map<number, number>();
  try {
    for (const size of SIZES) {
      using scratch = createScratch();
      const dataset = makeDataset(size);
      progress(`${size} people, ${dataset.assignments.length} assignments`);
      const app = await startPlan(dataset, scratch.path);
      const reference = await startReferenceTimeline(dataset, scratch.path);
      const side = async (browser: Browser) => ({
        reference: await measureReference(browser, reference.url, dataset),
        app: await measureApp(browser, app.url, dataset),
      });
      const rounds: Round[] = [];
      try {
        for (let round = 0; round < ROUNDS; round++)
          rounds.push({ display: await side(display), free: await side(free) });
      } finally {
        reference.close();
        await app.close();
      }
      heaps.set(size, median(rounds.map((r) => r.display.app.heapMiB)));
      report(size, rounds);
    }
  } finally {
    await display.close();
    await free.close();
  }
  const [small, large] = [heaps.get(200), heaps.get(5000)];
  if (small && large) printResult('heap at 5000 people against 200', (large / small).toFixed(2), 'at most 1.5');
};

const report = (size: number, rounds: readonly Round[]): void => {
  const ratio = (of: (m: Measured) => number, pacing: FramePacing) => {
    const app = median(rounds.map((r) => of(r[pacing].app)));
    const reference = median(rounds.map((r) => of(r[pacing].reference)));
    return `${app.toFixed(1)} (${reference.toFixed(1)}), ratio ${(app / reference).toFixed(2)}`;
  };
  const compare = (what: string, of: (m: Measured) => number, aim: string) =>
    printResult(`${size}: ${what}`, `${ratio(of, 'display')}; free ${ratio(of, 'free')}`, aim);
  const p95 = (list: readonly number[]) => quantile(list, 0.95);
  compare('opened in a running app until painted, ms (reference)', (m) => median(m.openMs), 'at most 1.5');
  compare('page loaded anew until painted, ms', (m) => m.firstMs, '');
  compare('scroll by a quarter of a screen a frame, p95 ms', (m) => p95(m.scrollMs), 'at most 1.5');
  compare('scroll by a screen a frame, p95 ms', (m) => p95(m.pageScrollMs), 'at most 1.5');
  compare('scroll while fifty changes a second come, p95 ms', (m) => p95(m.busyMs), 'at most 1.5');
  compare('zoom, p95 ms', (m) => p95(m.zoomMs), 'at most 1.5');
  compare('another period, p95 ms of its frames', (m) => p95(m.jumpMs), 'at most 1.5');
  compare('another period, until it is there, ms', (m) => median(m.periodMs), '');
  compare('one change until painted, ms', (m) => median(m.changeMs), 'at most 2');
  for (const phase of ['scroll', 'zoom', 'jump'] as const)
    printResult(
      `${size}: longest task, ${phase}, ms of the processor`,
      ratio((m) => m.longestTaskMs[phase], 'display'),
      'at most 50',
    );
  const app = rounds.map((r) => r.display.app);
  printResult(`${size}: JavaScript heap, MiB`, median(app.map((m) => m.heapMiB)).toFixed(1));
  printResult(`${size}: elements on the page`, median(app.map((m) => m.elements)).toFixed(0));
};
