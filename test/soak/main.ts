import '../../electron/require-node.ts';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const usage = `Usage: npm run soak -- [--seed N] [--seeds COUNT] [--jobs J] [--hours H] [--faults-per-minute N] [--only FAULT] [--log FILE] [--break NAME]

A simulated life of the whole app against the demo tenant and a relay: random faults, and a model of the truth beside it.
  --seed N                the first seed (default 1); a failure tells which one to run again
  --seeds COUNT           so many seeds (default 1)
  --jobs J                so many of them at once (default 1)
  --hours H               simulated hours per seed (default 30)
  --faults-per-minute N   (default 10)
  --only FAULT            no other fault than this one
  --log FILE              writes down everything that happens, for one seed
  --break NAME            breaks the app on purpose, to see it noticed: never-sync-again, heartbeat-always-ok`;

const options = {
  seed: { type: 'string', default: '1' },
  seeds: { type: 'string', default: '1' },
  jobs: { type: 'string', default: '1' },
  hours: { type: 'string', default: '30' },
  'faults-per-minute': { type: 'string', default: '10' },
  only: { type: 'string' },
  log: { type: 'string' },
  break: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

const exitWithError = (what: string): never => {
  process.stderr.write(`${what}\n`);
  process.exit(2);
};
const readOptions = () => {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    return exitWithError(`${error instanceof Error ? error.message : error}\n\n${usage}`);
  }
};
const values = readOptions();
if (values.help) {
  process.stdout.write(`${usage}\n`);
  process.exit(0);
}
const positiveNumber = (name: 'seed' | 'seeds' | 'jobs' | 'hours' | 'faults-per-minute'): number => {
  const value = Number(values[name]);
  return value > 0 ? value : exitWithError(`--${name} expects a number above 0, not "${values[name]}"`);
};
const [seed, seeds, jobs] = [positiveNumber('seed'), positiveNumber('seeds'), positiveNumber('jobs')];

/** One process per seed, because clock and sockets are global. */
const runSeed = async (each: number): Promise<boolean> => {
  const child = spawn(process.execPath, [fileURLToPath(new URL('./run-seed.ts', import.meta.url))], {
    env: {
      ...process.env,
      // The simulated time includes the change to daylight saving time.
      TZ: 'Europe/Brussels',
      SOAK: JSON.stringify({
        seed: each,
        hours: positiveNumber('hours'),
        faultsPerMinute: positiveNumber('faults-per-minute'),
        only: values.only,
        logFile: values.log,
        mutation: values.break,
      }),
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [status] = await once(child, 'exit');
  return status === 0;
};

let next = seed;
let failed = 0;
const worker = async () => {
  while (next < seed + seeds) if (!(await runSeed(next++))) failed += 1;
};
await Promise.all(Array.from({ length: jobs }, worker));
if (seeds > 1) process.stdout.write(`${seeds - failed} of ${seeds} seeds passed\n`);
process.exitCode = failed > 0 ? 1 : 0;
