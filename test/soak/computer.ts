import { spawnSync } from 'node:child_process';
import Sqlite from 'better-sqlite3';
import type { PlanEvent } from '../../electron/listeners.ts';
import { createLog } from '../../electron/log.ts';
import { createMonitor } from '../../electron/monitor/monitor.ts';
import type { Monitor } from '../../electron/monitor/monitor-api.ts';
import { databasePathIn, keyPathIn } from '../../electron/storage/data-folder.ts';
import { openKeyFile } from '../../electron/storage/secret-box.ts';
import type { ConnectionStatus } from '../../shared/connection.ts';
import { createActiveFaults } from './active-faults.ts';
import { type AppRun, clock } from './clock.ts';
import { network, type ObservedRequest } from './network.ts';
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
/** File size limit that simulates a full disk. */
const FULL_AT_BYTES = 8192;

const limitFiles = (bytes: number | 'unlimited'): void => {
  const { status } = spawnSync('prlimit', [`--pid=${process.pid}`, `--fsize=${bytes}:unlimited`]);
  if (status !== 0) throw new Error('prlimit could not set the size of files');
};

/** The simulated computer with the app, its shown status and its faults. */
export const createComputer = ({ world, dataDir, log, onFault, onPlanEvent }: ComputerOptions) => {
  const databasePath = databasePathIn(dataDir);
  const { tenant, relay } = world;
  let runCount = 0;
  let running: { monitor: Monitor; appRun: AppRun } | undefined;
  let starting: AppRun | undefined;
  let shownStatus: ConnectionStatus | undefined;
  let lastBeatMs = Number.NEGATIVE_INFINITY;
  let wokeAtMs = Number.NEGATIVE_INFINITY;
  let crashCondition: ((seen: ObservedRequest) => boolean) | undefined;
  let lock: Sqlite.Database | undefined;
  let pendingKills: Promise<void> = Promise.resolve();
  let closing = false;

  const buildMonitor = (appRun: AppRun) =>
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
      sendRequest: network.senderOf(appRun),
    });

  const startMonitor = async (appRun: AppRun): Promise<void> => {
    try {
      const monitor = await buildMonitor(appRun);
      if (appRun.ended) return;
      running = { monitor, appRun };
      monitor.onPush((name, payload) => {
        if (name === 'connection.changed' && running?.appRun === appRun) shownStatus = payload as ConnectionStatus;
      });
      monitor.onPlanEvent(onPlanEvent);
      await monitor.begin();
    } catch (error) {
      if (appRun.ended) return;
      // Start failed (locked or full): try again later, as a planner would.
      log(`the app did not start: ${error}`);
      await network.kill(appRun);
      clock.runAsEnvironment(() => setTimeout(start, START_AGAIN_MS));
    } finally {
      if (starting === appRun) starting = undefined;
    }
  };
  const start = (): void => {
    if (running || starting || clock.isAsleep()) return;
    if (closing) {
      clock.runAsEnvironment(() => setTimeout(start, START_AGAIN_MS));
      return;
    }
    runCount += 1;
    const appRun: AppRun = { name: `life ${runCount}`, ended: false };
    starting = appRun;
    void clock.runAs(appRun, () => startMonitor(appRun));
  };
  const crash = (): void => {
    const appRun = running?.appRun ?? starting;
    if (!appRun) return;
    running = starting = shownStatus = crashCondition = undefined;
    pendingKills = Promise.all([pendingKills, network.kill(appRun)]).then(() => {});
  };
  /** Checks for leaked handles after close. */
  const expectNoLeaks = (appRun: AppRun): void => {
    const leaks = Object.entries(network.openHandles(appRun)).filter(([, count]) => count > 0);
    const left = [
      ...leaks.map(([what, n]) => `${n} ${what}`),
      ...clock.timersOf(appRun).map((at) => `a timer of ${at}`),
    ];
    if (left.length > 0) onFault(`closed, the app left ${left.join(', ')}`);
  };
  const close = async (): Promise<void> => {
    if (!running) return;
    const { monitor, appRun } = running;
    running = shownStatus = undefined;
    closing = true;
    await clock.runAs(appRun, monitor.close);
    await network.untilIdle();
    // Wait for a running backup thread.
    for (let looks = 0; network.openHandles(appRun).workers > 0 && looks < 100; looks += 1)
      await clock.inRealTime(() => new Promise((resolve) => void setTimeout(resolve, 20)));
    expectNoLeaks(appRun);
    await network.kill(appRun);
    closing = false;
  };

  network.watch((seen) => {
    if (seen.when === 'after' && seen.status === 204 && seen.method === 'POST' && !seen.url.startsWith(tenant.url))
      lastBeatMs = clock.now();
    if (crashCondition?.(seen)) crash();
  });

  const activeFaults = createActiveFaults<'offline' | 'full' | 'locked'>((name, held) => {
    if (name === 'offline') network.setDown(running?.appRun, held);
    else if (name === 'full') limitFiles(held ? FULL_AT_BYTES : 'unlimited');
    else if (held) {
      lock = new Sqlite(databasePath, { timeout: 0 });
      try {
        lock.exec('BEGIN IMMEDIATE');
      } catch {
        // Already locked.
      }
    } else {
      lock?.close();
      lock = undefined;
    }
  });

  return {
    holds: activeFaults,
    start,
    crash,
    close,
    databasePath,
    /** Ends the app when a request fits, before it goes out or when its answer comes. */
    crashWhen(fits: (seen: ObservedRequest) => boolean): void {
      crashCondition = fits;
    },
    appRun: () => running?.appRun,
    isClosing: () => closing,
    /** The shown status; undefined while the app is not running or the computer sleeps. */
    shownStatus: () => (clock.isAsleep() ? undefined : shownStatus),
    status: async () => running?.monitor.handlers['connection.status'](undefined),
    lastBeatMs: () => lastBeatMs,
    wokeAtMs: () => wokeAtMs,
    sleep(): void {
      clock.sleep();
      network.sleep();
    },
    wake(how: { timersCountSleep: boolean; systemSays: boolean }): void {
      clock.wake(how);
      wokeAtMs = clock.now();
      network.wake();
      if (running && how.systemSays) clock.runAs(running.appRun, () => running?.monitor.recheck('resume'));
      start();
    },
    async settled(): Promise<void> {
      await pendingKills;
    },
    runCount: () => runCount,
  };
};

export type Computer = ReturnType<typeof createComputer>;
