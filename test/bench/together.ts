import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
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
  export: ['export', '--kind', 'rejected', '--out', 'export.csv'],
};
type Times = Record<string, number[]>;

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
  cpSync(dataDir, other, { recursive: true });
  // A commit would wait for what was copied to reach the disk.
  spawnSync('sync');
  const writer = startChild(new URL('./together/writer.ts', import.meta.url), [dataDir, String(EVENTS)]);
  await writer.hello;
  const write = async () => Number(await writer.ask({ seconds: SECONDS }));
  const settle = () => writer.ask({ seconds: 0 });
  const rounds: Record<'alone' | 'same' | 'other', { perSecond: number; times: Times }>[] = [];
  try {
    await write();
    for (let round = 0; round < ROUNDS; round += 1) {
      await settle();
      const alone = { perSecond: await write(), times: {} as Times };
      await settle();
      alone.times = await readFor(dataDir, SECONDS);
      const both = async (dir: string) => {
        await settle();
        const [perSecond, times] = await Promise.all([write(), readFor(dir, SECONDS)]);
        return { perSecond, times };
      };
      rounds.push({ alone, same: await both(dataDir), other: await both(other) });
      const { alone: a, same, other: o } = rounds.at(-1) ?? { alone, same: alone, other: alone };
      progress(
        `round ${round + 1}: ${a.perSecond.toFixed(0)}/s alone, ${same.perSecond.toFixed(0)}/s while it is read, ${o.perSecond.toFixed(0)}/s while another is`,
      );
    }
  } finally {
    await writer.close();
  }
  say('deliveries/s, nobody reading', median(rounds.map((r) => r.alone.perSecond)).toFixed(0));
  say('  while commands read: against that', spread(rounds.map((r) => r.same.perSecond / r.alone.perSecond)));
  say(
    '  against commands that read a copy',
    spread(rounds.map((r) => r.same.perSecond / r.other.perSecond)),
    'at least 0.9',
  );
  for (const name of Object.keys(COMMANDS)) {
    const of = (which: 'alone' | 'same' | 'other', n: number) => median(rounds[n]?.[which].times[name] ?? []);
    const against = (which: 'alone' | 'other') =>
      spread(rounds.map((_, n) => of('same', n) / of(which, n)).filter(Number.isFinite));
    say(`${name}, nobody writing, ms`, median(rounds.map((_, n) => of('alone', n))).toFixed(0));
    say('  while the app writes: against that', against('alone'));
    say('  against the same on a copy, the app as busy', against('other'), 'at most 1.1');
  }
};

/** The commands one after another, again and again; how long each took, in ms. */
const readFor = async (dataDir: string, seconds: number): Promise<Times> => {
  const times: Times = Object.fromEntries(Object.keys(COMMANDS).map((name) => [name, []]));
  const endMs = performance.now() + seconds * 1000;
  while (performance.now() < endMs)
    for (const [name, args] of Object.entries(COMMANDS)) {
      const beganMs = performance.now();
      const child = spawn(process.execPath, [join(ROOT, 'dist/electron/cli.js'), ...args, '--data', dataDir], {
        cwd: dataDir,
        stdio: 'ignore',
      });
      const [status] = (await once(child, 'exit')) as [number];
      // 3: the app's own connection was never set up here.
      if (status !== 0 && status !== 3) throw new Error(`${name} ended with ${status}`);
      times[name]?.push(performance.now() - beganMs);
    }
  return times;
};
