import { openQueries } from '../../electron/database/queries.ts';
import { databasePathIn } from '../../electron/storage/data-folder.ts';
import { addDays } from '../../shared/time.ts';
import { readWholeLog } from '../electron/database/plan/read-whole-log.ts';
import { prepareBigLog } from './app/big-log.ts';
import { printResult, progress } from './measure/report.ts';
import { createScratch } from './measure/scratch.ts';
import { median } from './measure/stats.ts';

const ROUNDS = Number(process.env.ROUNDS ?? 5);
const CHANGES = Number(process.env.EVENTS ?? 1_000_000);
/** As many rows as a screen holds, and a fortnight. */
const PEOPLE = Array.from({ length: 40 }, (_, n) => n + 1);
const DAYS = 14;
/** Positions of the moments in the history (0 to 1). */
const MOMENTS = [0.999, 0.9, 0.5, 0.1];

/** The plan of an earlier moment: the first rows of it, next to a reading of the whole log. */
export const asOf = async (): Promise<void> => {
  using scratch = createScratch();
  progress(`making a log of ${CHANGES} changes`);
  prepareBigLog(CHANGES)(scratch.path);
  const path = databasePathIn(scratch.path);
  const timeMs = (task: () => unknown): number => {
    const startedAtMs = performance.now();
    task();
    return performance.now() - startedAtMs;
  };
  const { db, timeline, close } = openQueries(path);
  const { first } = db.prepare('SELECT min(from_day) AS first FROM assignment').get() as { first: string };
  const range = { from: addDays(first, 7), until: addDays(first, 6 + DAYS) };
  const { fromMs, untilMs } = timeline.histogram(1);
  const scanMs = median(
    Array.from({ length: ROUNDS }, () => timeMs(() => db.prepare('SELECT sum(length(after)) FROM change').get())),
  );
  printResult('reading every line of the log, nothing done with it, ms', scanMs.toFixed(0));
  const wholeMs = median(Array.from({ length: ROUNDS }, () => timeMs(() => readWholeLog(db, range, untilMs))));
  printResult('the plan by reading the whole log, ms', wholeMs.toFixed(0));
  close();
  for (const share of MOMENTS) {
    const asOfMs = fromMs + (untilMs - fromMs) * share;
    // Each round uses a fresh connection without caches.
    const rounds = Array.from({ length: ROUNDS }, () => {
      const fresh = openQueries(path);
      const firstMs = timeMs(() => fresh.timeline.snapshot(range, PEOPLE, { asOfMs }));
      const rowsMs = timeMs(() => fresh.timeline.rows(range, first, { asOfMs }));
      fresh.close();
      return { firstMs, rowsMs };
    });
    const firstMs = median(rounds.map((r) => r.firstMs));
    const where = `${Math.round((1 - share) * 1000) / 10} % back`;
    printResult(`${where}: first ${PEOPLE.length} rows, ms`, firstMs.toFixed(0));
    printResult('  against the plan by reading the whole log', (firstMs / wholeMs).toFixed(3), 'under 0.1');
    printResult('  against reading every line', (firstMs / scanMs).toFixed(3));
    printResult('  then who else has a row, ms', median(rounds.map((r) => r.rowsMs)).toFixed(0));
  }
};
