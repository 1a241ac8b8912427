import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createExporter } from '../../../electron/database/export/exporter.ts';
import { backupsDirOf, fileTimestamp, MAX_BACKUPS } from '../../../electron/database/upkeep/backups.ts';
import { createHousekeeping } from '../../../electron/database/upkeep/housekeeping.ts';
import { silentLog } from '../../../electron/log.ts';
import { openStorage } from '../../../electron/storage/storage.ts';
import type { SearchFilters } from '../../../shared/search.ts';
import { type EventLoopBlocking, watchEventLoop } from '../measure/event-loop-blocking.ts';
import { everyCombination } from '../search/questions.ts';

// The process that answers Protime, with everything that reads and keeps the data, and nothing else to do.

export type MaintenanceTask = 'nothing' | 'search' | 'counts' | 'export' | 'retention' | 'backup' | 'forget';
export interface TaskResult extends EventLoopBlocking {
  seconds: number;
  /** How much was done, in the work's own unit. */
  done: number;
}

const [dataDir = '', nowMs = '0'] = process.argv.slice(2);
/** Retention is measured for this long; its steps are all alike. */
const RETENTION_MS = 15_000;
const IDLE_MS = 5000;

const storage = openStorage({ dataDir, log: silentLog, now: Date.now });
const { db, stores, writer, reader, indexer, forgotten } = storage;
const now = () => Number(nowMs);
const housekeepingWith = (historyMonths: number) =>
  createHousekeeping({
    db,
    writer,
    reader,
    indexer,
    forgotten,
    retention: () => ({ deliveryDays: 30, historyMonths }),
    areBackupsEnabled: () => false,
    log: silentLog,
    now,
    firstDelayMs: 1e9,
  });
const housekeeping = housekeepingWith(1000);

const combinations = (): SearchFilters[] => everyCombination().filter((_, n) => n % 13 === 0);

/** Rows written and taken out so far: to count those of a long log would hold up the thread that is watched. */
const written = (): number => Number(db.prepare('SELECT total_changes()').pluck().get());

const exported = async (): Promise<number> => {
  const exportsDir = join(dataDir, 'exports');
  const lines = await new Promise<number>((resolve) => {
    const exporter = createExporter({
      databasePath: db.name,
      exportsDir,
      chooseFile: undefined,
      separator: () => ';',
      store: stores.values,
      writer,
      onChange: ({ state, written }) => {
        if (state !== 'running') resolve(written);
      },
      now,
    });
    void exporter.start({ format: 'csv' });
  });
  // Delete asynchronously, so that it is not measured.
  await rm(exportsDir, { recursive: true, force: true });
  return lines;
};

const tasks: Record<MaintenanceTask, () => Promise<number>> = {
  nothing: async () => {
    await pause(IDLE_MS);
    return 0;
  },
  search: async () => {
    const all = combinations();
    for (const filters of all)
      for (const order of ['seen', 'shift'] as const) await reader.search({ ...filters, order, limit: 50 });
    return all.length * 2;
  },
  counts: async () => {
    const all = combinations().filter((_, n) => n % 4 === 0);
    for (const filters of all) await reader.counts(filters);
    return all.length;
  },
  export: exported,
  retention: async () => {
    const before = written();
    const pruning = housekeepingWith(13);
    const all = pruning.prune().catch(() => {});
    await pause(RETENTION_MS);
    await pruning.close();
    await all;
    return written() - before;
  },
  backup: async () => (await housekeeping.makeBackup()).sizeBytes,
  forget: async () => (await housekeeping.forget(1000 + Math.floor(Math.random() * 5000))).changes,
};

/** As on most days: there are as many backups as are kept, and the oldest, as large as the others, makes room for a new one. */
const fillBackups = (): readonly string[] => {
  const dir = backupsDirOf(db.name);
  mkdirSync(dir, { recursive: true });
  const paths = Array.from({ length: MAX_BACKUPS }, (_, n) => join(dir, `planner-${fileTimestamp(n * 1000)}.db`));
  for (const [n, path] of paths.entries()) {
    if (n === 0) copyFileSync(db.name, path);
    else writeFileSync(path, '');
  }
  // A commit would wait for what was copied to reach the disk.
  spawnSync('sync');
  return paths;
};

/** Pause before each task, so that tasks do not overlap. */
const runWatched = async (work: MaintenanceTask): Promise<TaskResult> => {
  const filled = work === 'backup' ? fillBackups() : [];
  await pause(300);
  const seen = watchEventLoop();
  const beganMs = performance.now();
  const done = await tasks[work]();
  const worked = { ...seen(), seconds: (performance.now() - beganMs) / 1000, done };
  for (const path of filled) await rm(path, { force: true });
  return worked;
};

process.on('message', async (work: MaintenanceTask) => process.send?.({ answer: await runWatched(work) }));
process.on('disconnect', async () => {
  await storage.close();
  process.exit(0);
});
// The first question to the reader opens its connection.
await reader.search({ limit: 50 });
process.send?.({ answer: 'ready' });
