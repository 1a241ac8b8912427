import { chromium } from '@playwright/test';
import { findBrowser } from '../../build/browser.ts';
import { ensureBuilt } from '../../build/ensure-built.ts';
import { progress, say } from './measure/report.ts';
import { createScratch } from './measure/scratch.ts';
import { median, quantile } from './measure/stats.ts';
import { makeDataset } from './plan/dataset.ts';
import { startPlan } from './plan/live-plan.ts';
import { type Measured, measureApp, measureReference } from './plan/measure-page.ts';
import { startReferenceTimeline } from './plan/reference-server.ts';

const SIZES = (process.env.PEOPLE ?? '200,1000,5000').split(',').map(Number);
const ROUNDS = Number(process.env.ROUNDS ?? 3);

type Sides = { app: Measured; reference: Measured };

/** The plan in Chromium, next to a timeline that is nothing but rows and bars. */
export const plan = async (): Promise<void> => {
  await ensureBuilt();
  const executablePath = findBrowser();
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: ['--no-sandbox', '--js-flags=--expose-gc', '--enable-precise-memory-info'],
  });
  const heaps = new Map<number, number>();
  try {
    for (const size of SIZES) {
      using scratch = createScratch();
      const dataset = makeDataset(size);
      progress(`${size} people, ${dataset.assignments.length} assignments`);
      const app = await startPlan(dataset, scratch.path);
      const reference = await startReferenceTimeline(dataset, scratch.path);
      const rounds: Sides[] = [];
      try {
        for (let round = 0; round < ROUNDS; round++)
          rounds.push({
            reference: await measureReference(browser, reference.url, dataset),
            app: await measureApp(browser, app.url, dataset),
          });
      } finally {
        reference.close();
        await app.close();
      }
      heaps.set(size, median(rounds.map((r) => r.app.heapMiB)));
      report(size, rounds);
    }
  } finally {
    await browser.close();
  }
  const [small, large] = [heaps.get(200), heaps.get(5000)];
  if (small && large) say('heap at 5000 people against 200', (large / small).toFixed(2), 'at most 1.5');
};

const report = (size: number, rounds: readonly Sides[]): void => {
  const compare = (what: string, of: (m: Measured) => number, aim: string) => {
    const app = median(rounds.map((r) => of(r.app)));
    const reference = median(rounds.map((r) => of(r.reference)));
    say(`${size}: ${what}`, `${app.toFixed(1)} (${reference.toFixed(1)}), ratio ${(app / reference).toFixed(2)}`, aim);
  };
  const p95 = (list: readonly number[]) => quantile(list, 0.95);
  compare('opened in a running app until painted, ms (reference)', (m) => median(m.openMs), 'at most 1.5');
  compare('page loaded anew until painted, ms', (m) => m.firstMs, '');
  compare('scroll by a quarter of a screen a frame, p95 ms', (m) => p95(m.scrollMs), 'at most 1.5');
  compare('scroll by a screen a frame, p95 ms', (m) => p95(m.leapMs), 'at most 1.5');
  compare('scroll while fifty changes a second come, p95 ms', (m) => p95(m.busyMs), 'at most 1.5');
  compare('zoom, p95 ms', (m) => p95(m.zoomMs), 'at most 1.5');
  compare('another period, p95 ms of its frames', (m) => p95(m.jumpMs), 'at most 1.5');
  compare('another period, until it is there, ms', (m) => median(m.periodMs), '');
  compare('one change until painted, ms', (m) => median(m.changeMs), 'at most 2');
  const longest = (phase: keyof Measured['longestTaskMs']) =>
    compare(`longest task, ${phase}, ms of the processor`, (m) => m.longestTaskMs[phase], 'at most 50');
  for (const phase of ['scroll', 'zoom', 'jump'] as const) longest(phase);
  say(`${size}: JavaScript heap, MiB`, median(rounds.map((r) => r.app.heapMiB)).toFixed(1));
  say(`${size}: elements on the page`, median(rounds.map((r) => r.app.elements)).toFixed(0));
};
