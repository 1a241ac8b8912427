import { join } from 'node:path';
import { type AppReading, readBare, readWithApp } from './list/read-list.ts';
import { startChild } from './measure/child.ts';
import { printResult, progress } from './measure/report.ts';
import { createScratch } from './measure/scratch.ts';
import { formatSpread, median } from './measure/stats.ts';

const ROUNDS = Number(process.env.ROUNDS ?? 3);
const ROWS = Number(process.env.EVENTS ?? 100_000);
/** The provider decides how long its pages are. */
const PAGE_SIZES = (process.env.PAGES ?? '100,1000').split(',').map(Number);

/** The first reading of a large plan by the running app, next to a loop that only stores what the list says. */
export const sync = async (): Promise<void> => {
  for (const perPage of PAGE_SIZES) await syncInPagesOf(perPage);
};

const syncInPagesOf = async (perPage: number): Promise<void> => {
  using scratch = createScratch();
  const list = startChild(new URL('./list/server.ts', import.meta.url), [String(ROWS), String(perPage)]);
  const url = String(await list.firstMessage);
  const rounds: { app: AppReading; bare: { perSecond: number } }[] = [];
  try {
    for (let round = 0; round < ROUNDS; round++) {
      const bare = await readBare(url, join(scratch.path, `bare-${round}`), ROWS);
      const app = await readWithApp(url, join(scratch.path, `app-${round}`), ROWS);
      rounds.push({ app, bare });
      progress(`round ${round + 1}: app ${app.perSecond.toFixed(0)}/s, bare ${bare.perSecond.toFixed(0)}/s`);
    }
  } finally {
    await list.close();
  }
  const of = (name: keyof AppReading) => rounds.map(({ app }) => app[name]);
  printResult(`rows/s of a first reading of ${ROWS} in pages of ${perPage}`, median(of('perSecond')).toFixed(0));
  printResult(
    '  against storing the list and nothing else',
    formatSpread(rounds.map((r) => r.app.perSecond / r.bare.perSecond)),
  );
  printResult('  the last tenth against the first, time', formatSpread(of('lastTenthAgainstFirst')), 'at most 1.5');
  printResult('  how often the connection was shown meanwhile', median(of('statuses')).toFixed(0));
  printResult('  event loop delay p99 meanwhile, ms', formatSpread(of('loopP99Ms')), 'under 20');
  printResult('  event loop delay, longest, ms', formatSpread(of('loopMaxMs')), 'under 50');
  printResult('  resident memory at most, MiB', formatSpread(of('peakMiB')));
};
