import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { databasePathIn } from '../../electron/data-folder.ts';
import { openDatabase } from '../../electron/database/database.ts';
import { createStores } from '../../electron/stores.ts';
import { prepareBigLog } from './app/big-log.ts';
import { startChild } from './measure/child.ts';
import { progress, say } from './measure/report.ts';
import { createScratch } from './measure/scratch.ts';
import { median, spread } from './measure/stats.ts';

const ROUNDS = Number(process.env.ROUNDS ?? 5);
const EVENTS = Number(process.env.EVENTS ?? 1_000_000);
const SECONDS = 4;
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const COMMANDS: Record<string, string[]> = {
  status: ['status', '--json'],
  plan: ['plan', '--json', '--from', '2026-03-09', '--until', '2026-03-15'],
  search: ['search', '--json', '--person', '7'],
  words: ['search', '--json', 'forklift', 'gate'],
  export: ['export', '--kind', 'rejected', '--out', 'export.csv'],
};
type Times = Record<string, number[]>;

/** A command every quarter of a second: what a script does that watches. Without a pause they alone would fill a core. */
const PAUSE_MS = 250;

/**
 * Whether reading commands and an app that writes as fast as it can slow each other down. Two programs that each use a core, and
 * their threads, share two of them whatever they do: that says nothing of the database. So each is held against the same two
 * at the same time where the commands read a copy; what they lose against that, they lose to each other's locks and pages.
 */
export const together = async (): Promise<void> => {
  using scratch = createScratch();
  // As it is installed: nobody's terminal reads TypeScript.
  spawnSync(process.execPath, ['build/bundle.ts'], { cwd: ROOT, stdio: 'ignore' });
  const dataDir = join(scratch.path, 'data');
  const other = join(scratch.path, 'other');
  mkdirSync(dataDir);
  prepareBigLog(EVENTS)(dataDir);
  sayRunning(dataDir);
  cpSync(dataDir, other, { recursive: true });
  // A commit would wait for what was copied to reach the disk.
  spawnSync('sync');
  const writer = startChild(new URL('./together/writer.ts', import.meta.url), [dataDir, String(EVENTS)]);
  await writer.hello;
  const write = async () => Number(await writer.ask({ seconds: SECONDS }));
  const settle = () => writer.ask({ seconds: 0 });
  const both = async (dir: string, pauseMs = 0) => {
    await settle();
    const [perSecond, times] = await Promise.all([write(), readFor(dir, pauseMs)]);
    return { perSecond, times };
  };
  const round = async () => {
    await settle();
    const perSecond = await write();
    await settle();
    return {
      alone: { perSecond, times: await readFor(dataDir) },
      same: await both(dataDir),
      copy: await both(other),
      paused: { perSecond, times: await readFor(dataDir, PAUSE_MS) },
      watched: await both(dataDir, PAUSE_MS),
    };
  };
  const rounds: Awaited<ReturnType<typeof round>>[] = [];
  try {
    await write();
    for (let n = 1; n <= ROUNDS; n += 1) {
      const its = await round();
      rounds.push(its);
      const [alone, same, copy] = [its.alone, its.same, its.copy].map(({ perSecond }) => perSecond.toFixed(0));
      progress(`round ${n}: ${alone}/s alone, ${same}/s while it is read, ${copy}/s while another is`);
    }
  } finally {
    await writer.close();
  }
  type Case = keyof (typeof rounds)[number];
  const speeds = (a: Case, b: Case) => spread(rounds.map((its) => its[a].perSecond / its[b].perSecond));
  say('deliveries/s, nobody reading', median(rounds.map((its) => its.alone.perSecond)).toFixed(0));
  say('  while commands read: against that', speeds('same', 'alone'), 'at least 0.9');
  say('  against commands that read a copy', speeds('same', 'copy'), 'at least 0.9');
  say(`  one command every ${PAUSE_MS} ms: against that`, speeds('watched', 'alone'), 'at least 0.9');
  for (const name of Object.keys(COMMANDS)) {
    const of = (its: (typeof rounds)[number], which: Case) => median(its[which].times[name] ?? []);
    const times = (a: Case, b: Case) =>
      spread(rounds.map((its) => of(its, a) / of(its, b)).filter((ratio) => Number.isFinite(ratio)));
    say(`${name}, nobody writing, ms`, median(rounds.map((its) => of(its, 'alone'))).toFixed(0));
    say('  while the app writes: against that', times('same', 'alone'), 'at most 1.1');
    say('  against the same on a copy, the app as busy', times('same', 'copy'), 'at most 1.1');
    say(`  one command every ${PAUSE_MS} ms: against those`, times('watched', 'paused'), 'at most 1.1');
  }
};

/** The app says so itself, in the whole of which the writer here is a part: commands leave the index to it. */
const sayRunning = (dataDir: string): void => {
  using db = openDatabase(databasePathIn(dataDir));
  const status = {
    state: 'live',
    problem: null,
    publicUrl: null,
    webhookId: null,
    validUntil: null,
    heartbeat: { state: 'ok', lastOkAtMs: Date.now() },
  };
  createStores(db).values.set('connection', { status, pid: process.pid });
};

/** The commands one after another, again and again; how long each took, in ms. */
const readFor = async (dataDir: string, pauseMs = 0): Promise<Times> => {
  const times: Times = Object.fromEntries(Object.keys(COMMANDS).map((name) => [name, []]));
  const endMs = performance.now() + SECONDS * 1000;
  while (performance.now() < endMs)
    for (const [name, args] of Object.entries(COMMANDS)) {
      if (pauseMs > 0) await pause(pauseMs);
      const beganMs = performance.now();
      const child = spawn(process.execPath, [join(ROOT, 'dist/electron/cli.js'), ...args, '--data', dataDir], {
        cwd: dataDir,
        stdio: 'ignore',
      });
      const [status] = (await once(child, 'exit')) as [number];
      if (status !== 0) throw new Error(`${name} ended with ${status}`);
      times[name]?.push(performance.now() - beganMs);
    }
  return times;
};
