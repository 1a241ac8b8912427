import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openDatabase } from '../../electron/database/database.ts';
import { databasePathIn } from '../../electron/storage/data-folder.ts';
import { createStores } from '../../electron/storage/stores.ts';
import { prepareBigLog } from './app/big-log.ts';
import { type Child, startChild } from './measure/child.ts';
import { printResult, progress } from './measure/report.ts';
import { createScratch } from './measure/scratch.ts';
import { formatSpread, median } from './measure/stats.ts';

const ROUNDS = Number(process.env.ROUNDS ?? 5);
const EVENTS = Number(process.env.EVENTS ?? 1_000_000);
const SECONDS = 2;
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const COMMANDS: Record<string, string[]> = {
  status: ['status', '--json'],
  plan: ['plan', '--json', '--from', '2026-03-09', '--until', '2026-03-15'],
  search: ['search', '--json', '--person', '7'],
  words: ['search', '--json', 'forklift', 'gate'],
  export: ['export', '--kind', 'rejected', '--out', 'export.csv'],
};

/** Between two commands. Without it they alone would fill one core of two, and none were left for the index. */
const PAUSE_MS = 150;

/**
 * Measures how much CLI reads and a writing app slow each other down. Both compete for two cores anyway, so each is compared
 * with the same command while a second app writes to another folder; the difference is caused by sharing the database.
 */
export const together = async (): Promise<void> => {
  using scratch = createScratch();
  // Use the built bundle, as installed.
  spawnSync(process.execPath, ['build/bundle.ts'], { cwd: ROOT, stdio: 'ignore' });
  const [dataDir, other] = [join(scratch.path, 'data'), join(scratch.path, 'other')];
  mkdirSync(dataDir);
  prepareBigLog(EVENTS)(dataDir);
  storeLiveStatus(dataDir);
  cpSync(dataDir, other, { recursive: true });
  // A commit would wait for what was copied to reach the disk.
  spawnSync('sync');
  const apps = [dataDir, other].map((dir) =>
    startChild(new URL('./together/writer.ts', import.meta.url), [dir, String(EVENTS)]),
  );
  const [app, another] = apps as [Child, Child];
  const settle = async () => {
    for (const its of apps) await its.ask({ seconds: 0 });
  };
  const write = async (its: Child) => Number(await its.ask({ seconds: SECONDS }));
  const both = async (its: Child, name: string) => {
    await settle();
    const [perSecond, ms] = await Promise.all([write(its), timeCommands(name, dataDir)]);
    return { perSecond, ms };
  };
  const one = async (name: string) => {
    await settle();
    const perSecond = await write(app);
    await settle();
    const before = await timeCommands(name, dataDir);
    const same = await both(app, name);
    await settle();
    // Measured before and after, because the log grows.
    const after = await timeCommands(name, dataDir);
    const elsewhere = await both(another, name);
    return { aloneMs: (before + after) / 2, after, same, elsewhere, perSecond };
  };
  type Measured = Awaited<ReturnType<typeof one>>;
  const measured = new Map<string, Measured[]>(Object.keys(COMMANDS).map((name) => [name, []]));
  try {
    for (const its of apps) {
      await its.firstMessage;
      await write(its);
    }
    for (let n = 1; n <= ROUNDS; n += 1)
      for (const [name, all] of measured) {
        const its = await one(name);
        all.push(its);
        const ms = [its.aloneMs, its.same.ms, its.elsewhere.ms].map((each) => each.toFixed(0));
        progress(`round ${n}, ${name}: ${ms[0]} ms alone, ${ms[1]} while the app writes, ${ms[2]} while another does`);
      }
  } finally {
    for (const its of apps) await its.close();
  }
  const all = [...measured.values()].flat();
  printResult('deliveries/s, nobody reading', median(all.map(({ perSecond }) => perSecond)).toFixed(0));
  printResult(
    '  while commands read: against that',
    formatSpread(all.map(({ same, perSecond }) => same.perSecond / perSecond)),
    'at least 0.9',
  );
  for (const [name, its] of measured) {
    const beside = its.map(({ same, aloneMs }) => same.ms / aloneMs);
    const besideAnother = its.map(({ elsewhere, after }) => elsewhere.ms / after);
    printResult(`${name}, nobody writing, ms`, median(its.map(({ aloneMs }) => aloneMs)).toFixed(0));
    printResult('  while the app writes: against that', formatSpread(beside));
    printResult('  while another app writes: against that', formatSpread(besideAnother));
    printResult('  the one against the other', (median(beside) / median(besideAnother)).toFixed(2), 'at most 1.1');
  }
};

/** What an app says of its connection that is set up. */
const storeLiveStatus = (dataDir: string): void => {
  using db = openDatabase(databasePathIn(dataDir));
  const status = {
    state: 'live',
    problem: null,
    publicUrl: null,
    webhookId: null,
    validUntil: null,
    heartbeat: { state: 'ok', lastOkAtMs: Date.now() },
  };
  createStores(db).values.set('connection', { status });
};

/** A command now and then; how long it took, in ms. */
const timeCommands = async (name: string, dataDir: string): Promise<number> => {
  const times: number[] = [];
  const endMs = performance.now() + SECONDS * 1000;
  while (performance.now() < endMs) {
    await pause(PAUSE_MS);
    const beganMs = performance.now();
    const child = spawn(
      process.execPath,
      [join(ROOT, 'dist/electron/cli.js'), ...(COMMANDS[name] ?? []), '--data', dataDir],
      { cwd: dataDir, stdio: 'ignore' },
    );
    const [status] = (await once(child, 'exit')) as [number];
    if (status !== 0) throw new Error(`${name} ended with ${status}`);
    times.push(performance.now() - beganMs);
  }
  return median(times);
};
