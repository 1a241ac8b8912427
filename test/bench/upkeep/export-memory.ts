import { Worker } from 'node:worker_threads';
import type { ExportJob } from '../../../electron/database/export/export-file.ts';

// The first export of a process that has done nothing else: what the process grows by, at most, in MiB.

const [databasePath = '', workerPath = '', path = '', untilMs = ''] = process.argv.slice(2);
const job: ExportJob = {
  path,
  format: 'csv',
  separator: ';',
  filters: { seenUntilMs: Number(untilMs), outcomes: ['applied', 'duplicate', 'stale'] },
};
(globalThis as { gc?: () => void }).gc?.();
await new Promise((resolve) => setTimeout(resolve, 300));
const before = process.memoryUsage.rss();
let most = before;
const watching = setInterval(() => {
  most = Math.max(most, process.memoryUsage.rss());
}, 2);
let written = 0;
const worker = new Worker(workerPath, {
  workerData: { databasePath, job },
  resourceLimits: { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 16 },
});
worker.on('message', (news: { kind: string; written?: number }) => {
  if (news.kind === 'done') written = news.written ?? 0;
});
await new Promise((resolve) => worker.once('exit', resolve));
clearInterval(watching);
process.send?.({ answer: { written, mib: (most - before) / 2 ** 20 } });
process.disconnect();
