import { statSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import Sqlite from 'better-sqlite3';
import { searchIndexPath } from '../../../electron/database/search/index-file.ts';
import { createLog } from '../../../electron/log.ts';
import { createMonitor } from '../../../electron/monitor/monitor.ts';
import { databasePathIn } from '../../../electron/storage/data-folder.ts';
import type { SecretBox } from '../../../electron/storage/secret-box.ts';

// The whole app in a separate process, on a data folder made by `prepareDataDir` (data-dir.ts); its window is closed.

export interface Memory {
  rssMiB: number;
  heapMiB: number;
}
export interface Delay {
  p50Ms: number;
  p99Ms: number;
  maxMs: number;
}
export interface Disk {
  logBytes: number;
  indexBytes: number;
  changes: number;
}
export type AppCommand = 'settle' | 'memory' | 'begin delay' | 'end delay' | 'disk';

const [dataDir = '', secret = ''] = process.argv.slice(2);
const plain: SecretBox = { seal: (text) => text, open: (text) => text };
const monitor = await createMonitor({
  config: { dataDir, overrides: { tunnel: { receiverPort: 0 } }, demo: false, subscribe: false, uiPort: 0 },
  secrets: plain,
  shell: 'web',
  version: 'bench',
  systemLanguage: 'en',
  log: createLog((line) => {
    if (/ error /.test(line)) process.stderr.write(`${line}\n`);
  }),
});

const path = databasePathIn(dataDir);
const count = (file: string, sql: string): number => {
  const db = new Sqlite(file, { readonly: true });
  try {
    return Number(db.prepare(sql).pluck().get());
  } finally {
    db.close();
  }
};
const changes = () => count(path, 'SELECT coalesce(max(seq), 0) FROM change');
const indexed = () => count(searchIndexPath(path), 'SELECT indexed_seq FROM progress');

/** Waits until indexing is complete, so that rounds do not overlap. */
const settle = async (): Promise<void> => {
  while (indexed() < changes()) await new Promise((resolve) => setTimeout(resolve, 50));
};

const memory = (): Memory => {
  (globalThis as { gc?: () => void }).gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  return { rssMiB: rss / 2 ** 20, heapMiB: heapUsed / 2 ** 20 };
};

const disk = (): Disk => ({
  logBytes: statSync(path).size,
  indexBytes: statSync(searchIndexPath(path)).size,
  changes: changes(),
});

const delays = monitorEventLoopDelay({ resolution: 1 });
const endDelay = (): Delay => {
  delays.disable();
  return { p50Ms: delays.percentile(50) / 1e6, p99Ms: delays.percentile(99) / 1e6, maxMs: delays.max / 1e6 };
};
const beginDelay = () => {
  delays.reset();
  delays.enable();
};

const handleCommand = async (command: AppCommand): Promise<unknown> => {
  switch (command) {
    case 'settle':
      return settle();
    case 'memory':
      return memory();
    case 'begin delay':
      return beginDelay();
    case 'end delay':
      return endDelay();
    case 'disk':
      return disk();
  }
};

process.on('message', async (command: AppCommand) => process.send?.({ answer: await handleCommand(command) }));
process.on('disconnect', async () => {
  await monitor.close();
  process.exit(0);
});
process.send?.({ answer: `${monitor.receiverUrl}/${secret}` });
