import { spawnSync } from 'node:child_process';
import Sqlite from 'better-sqlite3';
import type { PlanEvent } from '../../electron/listeners.ts';
import { createLog } from '../../electron/log.ts';
import { createMonitor } from '../../electron/monitor.ts';
import type { Monitor } from '../../electron/monitor-api.ts';
import { databasePathIn, keyPathIn } from '../../electron/storage/data-folder.ts';
import { openKeyFile } from '../../electron/storage/secret-box.ts';
import type { ConnectionStatus } from '../../shared/connection.ts';
import { createHolds } from './active-faults.ts';
import { clock, type Life } from './clock.ts';
import { type Seen, wire } from './network.ts';
import type { World } from './world.ts';

export interface ComputerOptions {
  world: World;
  dataDir: string;
  log: (line: string) => void;
  /** Something happened that must not happen. */
  onFault: (what: string) => void;
  onPlanEvent: (event: PlanEvent) => void;
}

const START_AGAIN_MS = 30_000;
/** No file may grow past this: what the disk still takes when it is full. */
const FULL_AT_BYTES = 8192;

const limitFiles = (bytes: number | 'unlimited'): void => {
  const { status } = spawnSync('prlimit', [`--pid=${process.pid}`, `--fsize=${bytes}:unlimited`]);
  if (status !== 0) throw new Error('prlimit could not set the size of files');
};

/** The planner's computer: the app on it, what its screens show, and what can go wrong with it. */
export const createComputer = ({ world, dataDir, log, onFault, onPlanEvent }: ComputerOptions) => {
  const databasePath = databasePathIn(dataDir);
  const { tenant, relay } = world;
  let lives = 0;
  let running: { monitor: Monitor; life: Life } | undefined;
  let starting: Life | undefined;
  let shown: ConnectionStatus | undefined;
  let lastBeatMs = Number.NEGATIVE_INFINITY;
  let wokeAtMs = Number.NEGATIVE_INFINITY;
  let crashAt: ((seen: Seen) => boolean) | undefined;
  let lock: Sqlite.Database | undefined;
  let endings: Promise<void> = Promise.resolve();
  let closing = false;

  const monitorIn = () =>
    createMonitor({
      config: {
        dataDir,
        overrides: {
          protime: {
            tenant: tenant.credentials.tenant,
            clientId: tenant.credentials.clientId,
            apiUrl: tenant.url,
            authUrl: tenant.url,
          },
          tunnel: { provider: 'localtunnel', host: relay.url },
        },
        clientSecret: tenant.credentials.clientSecret,
        demo: false,
        subscribe: true,
        uiPort: 0,
      },
      secrets: openKeyFile(keyPathIn(dataDir)),
      shell: 'web',
      version: '0.0.0',
      systemLanguage: 'en',
      log: createLog(log),
    });

  const begin = async (life: Life): Promise<void> => {
    try {
      const monitor = await monitorIn();
      if (life.ended) return;
      running = { monitor, life };
      monitor.onPush((name, payload) => {
        if (name === 'connection.changed' && running?.life === life) shown = payload as ConnectionStatus;
      });
      monitor.onPlanEvent(onPlanEvent);
      await monitor.begin();
    } catch (error) {
      if (life.ended) return;
      // The planner reads that the database is locked, or the disk full, and starts the app again.
      log(`the app did not start: ${error}`);
      await wire.kill(life);
      clock.outside(() => setTimeout(start, START_AGAIN_MS));
    } finally {
      if (starting === life) starting = undefined;
    }
  };
  const start = (): void => {
    if (running || starting || clock.isAsleep()) return;
    if (closing) {
      clock.outside(() => setTimeout(start, START_AGAIN_MS));
      return;
    }
    lives += 1;
    const life: Life = { name: `life ${lives}`, ended: false };
    starting = life;
    void clock.within(life, () => begin(life));
  };
  const crash = (): void => {
    const life = running?.life ?? starting;
    if (!life) return;
    running = starting = shown = crashAt = undefined;
    endings = Promise.all([endings, wire.kill(life)]).then(() => {});
  };
  /** What a closed app leaves behind in its process is a leak. */
  const expectNothingLeft = (life: Life): void => {
    const leaks = Object.entries(wire.holds(life)).filter(([, count]) => count > 0);
    const left = [...leaks.map(([what, n]) => `${n} ${what}`), ...clock.timersOf(life).map((at) => `a timer of ${at}`)];
    if (left.length > 0) onFault(`closed, the app left ${left.join(', ')}`);
  };
  const close = async (): Promise<void> => {
    if (!running) return;
    const { monitor, life } = running;
    running = shown = undefined;
    closing = true;
    await clock.within(life, monitor.close);
    await wire.quiet();
    // A backup that was under way ends by itself, in a thread that holds nobody up.
    for (let looks = 0; wire.holds(life).workers > 0 && looks < 100; looks += 1)
      await clock.inRealTime(() => new Promise((resolve) => void setTimeout(resolve, 20)));
    expectNothingLeft(life);
    await wire.kill(life);
    closing = false;
  };

  wire.watch((seen) => {
    if (seen.when === 'after' && seen.status === 204 && seen.method === 'POST' && !seen.url.startsWith(tenant.url))
      lastBeatMs = clock.now();
    if (crashAt?.(seen)) crash();
  });

  const holds = createHolds<'offline' | 'full' | 'locked'>((name, held) => {
    if (name === 'offline') wire.setDown(running?.life, held);
    else if (name === 'full') limitFiles(held ? FULL_AT_BYTES : 'unlimited');
    else if (held) {
      lock = new Sqlite(databasePath, { timeout: 0 });
      try {
        lock.exec('BEGIN IMMEDIATE');
      } catch {
        // Somebody was faster; then it was locked anyway.
      }
    } else {
      lock?.close();
      lock = undefined;
    }
  });

  return {
    holds,
    start,
    crash,
    close,
    databasePath,
    /** Ends the app when a request fits, before it goes out or when its answer comes. */
    crashWhen(fits: (seen: Seen) => boolean): void {
      crashAt = fits;
    },
    life: () => running?.life,
    isClosing: () => closing,
    /** What stands on the screens; undefined while there is no app or the screen is dark. */
    shown: () => (clock.isAsleep() ? undefined : shown),
    status: async () => running?.monitor.handlers['connection.status'](undefined),
    lastBeatMs: () => lastBeatMs,
    wokeAtMs: () => wokeAtMs,
    sleep(): void {
      clock.sleep();
      wire.sleep();
    },
    wake(how: { timersCountSleep: boolean; systemSays: boolean }): void {
      clock.wake(how);
      wokeAtMs = clock.now();
      wire.wake();
      if (running && how.systemSays) clock.within(running.life, () => running?.monitor.wake('resume'));
      start();
    },
    async settled(): Promise<void> {
      await endings;
    },
    lives: () => lives,
  };
};

export type Computer = ReturnType<typeof createComputer>;
