import { join } from 'node:path';
import { type ReadResult, syncBare, syncWithApp } from './list/read-list.ts';
import { startChild } from './measure/child.ts';
import { progress, say } from './measure/report.ts';
import { createScratch } from './measure/scratch.ts';
import { median, spread } from './measure/stats.ts';

const ROUNDS = Number(process.env.ROUNDS ?? 5);
const ROWS = Number(process.env.EVENTS ?? 100_000);

/** The first reading of a large plan, next to a loop that only stores what the list says. */
export const sync = async (): Promise<void> => {
  using scratch = createScratch();
  const list = startChild(new URL('./list/server.ts', import.meta.url), [String(ROWS)]);
  const url = String(await list.hello);
  const rounds: { app: ReadResult; bare: ReadResult }[] = [];
  try {
    for (let round = 0; round < ROUNDS; round++) {
      const bare = await syncBare(url, join(scratch.path, `bare-${round}.db`), ROWS);
      const app = await syncWithApp(url, join(scratch.path, `app-${round}.db`), ROWS);
      rounds.push({ app, bare });
      progress(`round ${round + 1}: app ${app.perSecond.toFixed(0)}/s, bare ${bare.perSecond.toFixed(0)}/s`);
    }
  } finally {
    await list.close();
  }
  say(`rows/s of an initial sync of ${ROWS}`, median(rounds.map((r) => r.app.perSecond)).toFixed(0));
  say('against storing the list and nothing else', spread(rounds.map((r) => r.app.perSecond / r.bare.perSecond)));
  say('event loop delay p99 meanwhile, ms', spread(rounds.map((r) => r.app.loopP99Ms)), 'under 20');
  say('event loop delay, longest, ms', spread(rounds.map((r) => r.app.loopMaxMs)), 'under 50');
};
