import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startApp } from './app/app.ts';
import { prepareBigLog } from './app/big-log.ts';
import { startLoad } from './load/load.ts';
import { printResult, progress } from './measure/report.ts';
import { createScratch } from './measure/scratch.ts';
import { formatSpread, median } from './measure/stats.ts';

const ROUNDS = Number(process.env.ROUNDS ?? 15);
const SECONDS = 0.7;
const SMALL = 10_000;
const BIG = Number(process.env.EVENTS ?? 1_000_000);

/** Compares throughput with a short and a long history. */
export const million = async (): Promise<void> => {
  using scratch = createScratch();
  const startWith = async (changes: number) => {
    const folder = join(scratch.path, String(changes));
    mkdirSync(folder);
    progress(`making a log of ${changes} changes`);
    const app = await startApp(folder, { prepare: prepareBigLog(changes) });
    const load = startLoad({ seed: changes, after: changes });
    const run = async () => {
      const { perSecond } = await load.run(app.target, { seconds: SECONDS });
      await app.settle();
      return perSecond;
    };
    return { run, disk: app.disk, close: () => Promise.all([app.close(), load.close()]) };
  };
  const small = await startWith(SMALL);
  const big = await startWith(BIG);
  try {
    const disk = await big.disk();
    const rounds: { small: number; big: number }[] = [];
    for (const app of [small, big]) await app.run();
    for (let round = 0; round < ROUNDS; round++) {
      rounds.push({ small: await small.run(), big: await big.run() });
      progress(`round ${round + 1}: ${rounds.at(-1)?.small.toFixed(0)}/s and ${rounds.at(-1)?.big.toFixed(0)}/s`);
    }
    printResult(`deliveries/s with ${SMALL} changes in the log`, median(rounds.map((r) => r.small)).toFixed(0));
    printResult(`deliveries/s with ${BIG}`, median(rounds.map((r) => r.big)).toFixed(0));
    printResult('ratio', formatSpread(rounds.map((r) => r.big / r.small)), '0.8');
    printResult('bytes on disk per event: log', (disk.logBytes / disk.changes).toFixed(0));
    printResult('bytes on disk per event: text index', (disk.indexBytes / disk.changes).toFixed(0));
  } finally {
    await Promise.all([small.close(), big.close()]);
  }
};
