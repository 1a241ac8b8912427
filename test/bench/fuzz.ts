import { join } from 'node:path';
import { type FuzzResult, fuzzIngest } from './fuzz/fuzz-ingest.ts';
import { printResult, progress } from './measure/report.ts';
import { createScratch } from './measure/scratch.ts';

const BODIES = Number(process.env.EVENTS ?? 200_000);
const SEED = Number(process.env.SEED ?? 1);
const PER_SEED = 20_000;

/** Fuzzes ingest with invalid bodies: no crash, exactly one outcome each. */
export const fuzz = async (): Promise<void> => {
  using scratch = createScratch();
  const results: FuzzResult[] = [];
  for (let n = 0; n * PER_SEED < BODIES; n++) {
    const seed = SEED + n;
    const count = Math.min(PER_SEED, BODIES - n * PER_SEED);
    results.push(await fuzzIngest(seed, count, join(scratch.path, `${seed}.db`)));
    progress(`seed ${seed}: ${JSON.stringify(results.at(-1))}`);
  }
  const sum = (of: (result: FuzzResult) => number) => String(results.reduce((total, result) => total + of(result), 0));
  printResult(
    'bodies, each with exactly one outcome',
    sum(({ bodies }) => bodies),
  );
  printResult(
    '  refused by trust',
    sum(({ refused }) => refused),
  );
  for (const outcome of ['processed', 'partly', 'waiting', 'unrecognised'])
    printResult(
      `  ${outcome}`,
      sum(({ stored }) => stored[outcome] ?? 0),
    );
  printResult(
    'changes in the log',
    sum(({ changes }) => changes),
  );
};
