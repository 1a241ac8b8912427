import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { installClock } from './clock.ts';
import { mutate } from './mutations.ts';
import { installNetwork } from './network.ts';

interface Task {
  seed: number;
  hours: number;
  faultsPerMinute: number;
  only?: string;
  logFile?: string;
  mutation?: string;
}

// One seed, in a process of its own: nothing of the app may be loaded before the clock is in place.
const task = JSON.parse(process.env.SOAK ?? '') as Task;
const startedAt = process.hrtime.bigint();
// Ignore SIGXFSZ, so that exceeding the file size limit is an error instead of a crash.
process.on('SIGXFSZ', () => {});
if (task.mutation !== undefined) mutate(task.mutation);
installClock(Date.parse('2026-03-28T07:00:00+01:00'));
installNetwork();
const { soak } = await import('./soak.ts');
const { FAULT_NAMES } = await import('./faults.ts');
if (task.only !== undefined && !FAULT_NAMES.includes(task.only)) {
  process.stderr.write(`--only expects one of: ${FAULT_NAMES.join(', ')}\n`);
  process.exit(2);
}

// Written by another process, because the file size limit applies to this one.
const logger =
  task.logFile === undefined
    ? undefined
    : spawn('cat', [], { stdio: ['pipe', openSync(task.logFile, 'w'), 'inherit'] });
const { seed, hours, faultsPerMinute, only } = task;
const report = await soak({
  seed,
  hours,
  faultsPerMinute,
  only,
  log: (line) => void logger?.stdin?.write(`${line}\n`),
});
const logged = logger && once(logger, 'exit');
logger?.stdin?.end();

const { violations } = report;
const seconds = (ms: number, digits = 0) => `${(ms / 1000).toFixed(digits)} s`;
const tookMs = Number((process.hrtime.bigint() - startedAt) / 1_000_000n);
const facts = [
  `${hours} h in ${seconds(tookMs)}`,
  `${report.faults} faults`,
  `${report.events} events`,
  `${report.appRuns} starts`,
  `live ${(report.liveShare * 100).toFixed(0)} %`,
  `longest wait while live ${seconds(report.longestWaitMs, 1)}`,
  `of what the way hid ${seconds(report.longestHiddenMs, 1)}`,
  `well again in ${seconds(report.recoveredInMs)}`,
  `${report.requestsPerHour.toFixed(0)} requests/h (worst minute ${report.requestsInWorstMinute})`,
  `heap ${report.heap.map((bytes) => (bytes / 2 ** 20).toFixed(1)).join(' / ')} MiB`,
  report.handles.join(' / '),
  `${report.steps} steps`,
];
const lines = [`${violations.length === 0 ? '✓' : '✗'} seed ${seed}: ${facts.join(', ')}`];
for (const violation of violations) lines.push(`    ${violation}`);
if (violations.length > 0) lines.push(`    again: npm run soak -- --seed ${seed} --hours ${hours} --log soak.log`);
// Do not wait for open handles of provider and relay.
process.stdout.write(`${lines.join('\n')}\n`);
await logged;
process.exit(violations.length === 0 ? 0 : 1);
