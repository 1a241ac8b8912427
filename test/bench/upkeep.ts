import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { databasePathIn } from '../../electron/storage/data-folder.ts';
import { copyCached } from './measure/cached-folder.ts';
import { startChild } from './measure/child.ts';
import { printResult, progress } from './measure/report.ts';
import { createScratch } from './measure/scratch.ts';
import { formatSpread, median } from './measure/stats.ts';
import { BEGIN_MS, cachedLog, YEAR_MS } from './search/dataset.ts';
import type { MaintenanceTask, TaskResult } from './upkeep/core.ts';

const CHANGES = Number(process.env.EVENTS ?? 1_000_000);
const ROUNDS = Number(process.env.ROUNDS ?? 3);

/** `WORKS=export,backup`: only some of them, and `memory` for what an export takes. */
const REQUESTED_TASKS = process.env.WORKS?.split(',');
const isRequested = (work: string): boolean => REQUESTED_TASKS?.includes(work) ?? true;

const ALL_TASKS: readonly { work: MaintenanceTask; name: string; aim: string }[] = [
  { work: 'nothing', name: 'nothing (what the machine itself does)', aim: '' },
  { work: 'search', name: 'searches with every kind of chip', aim: 'at most 50' },
  { work: 'counts', name: 'counts of every chip', aim: 'at most 50' },
  { work: 'export', name: 'an export of everything', aim: 'at most 50' },
  { work: 'backup', name: 'a backup', aim: 'at most 50' },
  { work: 'forget', name: 'a person forgotten, backups included', aim: 'at most 50' },
  { work: 'retention', name: 'retention', aim: 'at most 20' },
];

const SELECTED_TASKS = ALL_TASKS.filter(({ work }) => isRequested(work));

const EXPORTED = 100_000;
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What an export of 100,000 changes makes a process grow by, as it is installed: a checkout also reads its TypeScript. */
const exportMemory = async (scratch: string, databasePath: string): Promise<void> => {
  spawnSync(process.execPath, ['build/bundle.ts'], { cwd: ROOT, stdio: 'ignore' });
  const untilMs = BEGIN_MS + Math.ceil((EXPORTED / Math.max(CHANGES, EXPORTED)) * YEAR_MS);
  const found: { written: number; mib: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const child = startChild(
      new URL('./upkeep/export-memory.ts', import.meta.url),
      [databasePath, join(ROOT, 'dist/electron/export-worker.js'), join(scratch, 'export.csv'), String(untilMs)],
      ['--expose-gc'],
    );
    found.push((await child.firstMessage) as (typeof found)[number]);
    await child.close();
  }
  printResult(
    `an export of ${found[0]?.written} changes: memory, MiB`,
    formatSpread(
      found.map(({ mib }) => mib),
      1,
    ),
    'at most 50',
  );
};

/** Longest blocking of the main thread during searches, exports, pruning and backups. */
export const upkeep = async (): Promise<void> => {
  using scratch = createScratch();
  const dataDir = join(scratch.path, 'data');
  copyCached(cachedLog(CHANGES), dataDir);
  // A commit would wait for what was copied to reach the disk.
  spawnSync('sync');
  // So much later that all of the log is too old.
  const nowMs = BEGIN_MS + 2.5 * YEAR_MS;
  const child = startChild(new URL('./upkeep/core.ts', import.meta.url), [dataDir, String(nowMs)]);
  await child.firstMessage;
  if (isRequested('memory')) await exportMemory(scratch.path, databasePathIn(dataDir));
  const found = new Map<MaintenanceTask, TaskResult[]>(SELECTED_TASKS.map(({ work }) => [work, []]));
  try {
    for (let round = 0; round < ROUNDS; round += 1)
      for (const { work, name } of SELECTED_TASKS) {
        const worked = (await child.ask(work)) as TaskResult;
        found.get(work)?.push(worked);
        progress(
          `${name}: ${worked.seconds.toFixed(1)} s, ${worked.done} done, longest ${worked.maxMs.toFixed(1)} ms, ${worked.withoutWaitMaxMs?.toFixed(1)} its own, ${worked.cpuMaxMs?.toFixed(1)} of it computing`,
        );
      }
    printResult(`${CHANGES} changes; the main thread was held up at most, ms (by the clock; computing), during`, '');
    for (const { work, name, aim } of SELECTED_TASKS) {
      const all = found.get(work) ?? [];
      // On a busy machine the clock also tells how long others had the cores.
      const own = all.map(({ maxMs, withoutWaitMaxMs }) => withoutWaitMaxMs ?? maxMs);
      const byClock = median(all.map(({ maxMs }) => maxMs)).toFixed(1);
      const computing = median(all.map(({ cpuMaxMs }) => cpuMaxMs ?? Number.NaN)).toFixed(1);
      printResult(`  ${name}`, `${formatSpread(own, 1)} (${byClock}; ${computing})`, aim);
    }
  } finally {
    await child.close();
  }
};
