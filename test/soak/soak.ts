import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createRandom, seedFor } from '../../electron/demo/random.ts';
import { median } from '../bench/measure/stats.ts';
import { createActivity } from './activity.ts';
import { clock } from './clock.ts';
import { createComputer } from './computer.ts';
import { expectOneWebhook, expectSamePlan } from './final-checks.ts';
import { createGroundTruth } from './ground-truth.ts';
import { network } from './network.ts';
import { createWatch } from './screen-watch.ts';
import { createWorld } from './world.ts';

export interface SoakOptions {
  seed: number;
  hours: number;
  faultsPerMinute: number;
  /** This fault and no other. */
  only?: string | undefined;
  /** What happens, line by line, with the time of the simulation. */
  log: (line: string) => void;
}

export interface SoakReport {
  seed: number;
  hours: number;
  faults: number;
  events: number;
  appRuns: number;
  /** The part of the time in which `live` was shown. */
  liveShare: number;
  /** The longest time an event had waited while `live` was shown, in ms. */
  longestWaitMs: number;
  /** The same of a change that the way had hidden from the app. */
  longestHiddenMs: number;
  /** From the end of all faults until the plan was the provider's and `live` was shown, in ms. */
  recoveredInMs: number;
  requestsPerHour: number;
  /** The busiest minute of all. */
  requestsInWorstMinute: number;
  /** Median heap size of each third of the run, in bytes, after garbage collection. */
  heap: number[];
  /** The app's timers and sockets at those moments, and at the end, when it is closed. */
  handles: string[];
  steps: number;
  violations: string[];
}

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** Must exceed the longest retry interval (half an hour). */
const RECOVERY_MS = 45 * MINUTE_MS;
const MAX_VIOLATIONS = 20;
/** Allowed heap growth from the second to the last third. */
const LEAK_BYTES = 6 * 2 ** 20;
const MEASURES = 15;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** One simulated stretch of the app's life. Everything in it follows from the seed. */
export const soak = async ({
  seed,
  hours,
  faultsPerMinute,
  only,
  log: printLine,
}: SoakOptions): Promise<SoakReport> => {
  const random = createRandom(seedFor(seed, 1));
  Math.random = createRandom(seedFor(seed, 2)).next;
  const dataDir = mkdtempSync(join(tmpdir(), 'monitor-soak-'));
  const world = await createWorld(seed, random);
  const startMs = clock.now();
  const endMs = startMs + hours * HOUR_MS;
  const log = (line: string) => printLine(`${new Date(clock.now()).toISOString()} ${line}`);
  const violations: string[] = [];
  const onFault = (what: string) => {
    log(`VIOLATION ${what}`);
    if (violations.length < MAX_VIOLATIONS) violations.push(`${new Date(clock.now()).toISOString()} ${what}`);
  };
  const computer = createComputer({
    world,
    dataDir,
    log: (line) => printLine(line),
    onFault,
    onPlanEvent({ event, assignmentId }) {
      log(`${event} ${assignmentId}`);
      if (event === 'rejected') truth.notified(assignmentId);
    },
  });
  const truth = createGroundTruth(
    world.tenant,
    () => computer.databasePath,
    () => world.holds.isActive('lagging'),
  );
  network.watchSwallowed(truth.hide);
  network.watchDeliveries((what) => log(`delivery ${what}`));
  const watch = createWatch({ world, computer, truth, onFault, log });

  const unrest = createActivity({ world, computer, truth, random, faultsPerMinute, only, log });
  const unhandled = (error: unknown) => onFault(`nobody took care of: ${error instanceof Error ? error.stack : error}`);
  process.on('unhandledRejection', unhandled);

  const heap: number[] = [];
  const handles: string[] = [];
  const measureHeap = () => {
    collectGarbage();
    heap.push(process.memoryUsage().heapUsed);
  };
  const countHandles = () => {
    const appRun = computer.appRun();
    const held = appRun ? network.openHandles(appRun) : undefined;
    handles.push(held && appRun ? `${clock.timersOf(appRun).length} timers, ${held.sockets} sockets` : 'no app');
  };

  const runUntil = async (untilMs: number, isDone: () => boolean = () => false): Promise<void> => {
    for (;;) {
      await network.untilIdle();
      await Promise.all([world.settled(), computer.settled()]);
      truth.refresh();
      if (isDone()) return;
      const nextMs = Math.min(clock.nextMs(), untilMs);
      watch.checkUntil(nextMs);
      if (clock.nextMs() > untilMs) return;
      clock.step();
      watch.steps += 1;
    }
  };

  try {
    unrest.begin();
    clock.runAsEnvironment(watch.begin);
    computer.start();
    for (let part = 1; part <= MEASURES; part += 1) {
      await runUntil(startMs + (part * hours * HOUR_MS) / MEASURES);
      measureHeap();
      if (part % (MEASURES / 3) === 0) countHandles();
    }
    log('all faults end');
    const liveShare = watch.liveMs / (hours * HOUR_MS);
    const requestsPerHour = watch.requests / hours;
    unrest.end();
    clock.runAsEnvironment(() => setTimeout(() => computer.start(), 1));
    const hasRecovered = () =>
      computer.shownStatus()?.state === 'live' && truth.pending().length === 0 && !computer.shownStatus()?.busy;
    // Ensures that a timer is pending until the end.
    clock.runAsEnvironment(() => setTimeout(() => {}, RECOVERY_MS));
    // A doubt because of changes that did not arrive ends when one does.
    const change = () => {
      world.tenant.upsert({ id: world.tenant.assignments()[0]?.id ?? 0, comments: `at ${clock.now()}` });
      truth.recordChanges();
    };
    const changes = clock.runAsEnvironment(() => setInterval(change, 5 * MINUTE_MS));
    await runUntil(endMs + RECOVERY_MS, hasRecovered);
    clearInterval(changes);
    const recoveredInMs = clock.now() - endMs;
    if (!hasRecovered())
      onFault(
        `${RECOVERY_MS / MINUTE_MS} min after the last fault it shows ${computer.shownStatus()?.state}, ${truth.pending().length} events are waiting`,
      );
    // Let pending work and clean-up finish.
    await runUntil(clock.now() + 5 * MINUTE_MS);
    await expectSamePlan(world, dataDir, onFault);
    expectOneWebhook(world, computer, onFault);
    watch.end();
    void computer.close();
    // Its threads end in real time.
    for (let turns = 0; computer.isClosing() && turns < 250; turns += 1) {
      await runUntil(clock.now() + 2000);
      await clock.inRealTime(() => new Promise((resolve) => void setTimeout(resolve, 20)));
    }
    if (computer.isClosing()) onFault('the app does not close');
    countHandles();
    const thirds = [0, 1, 2].map((n) => median(heap.slice((n * MEASURES) / 3, ((n + 1) * MEASURES) / 3)));
    const [, second = 0, last = 0] = thirds;
    if (last - second > LEAK_BYTES) onFault(`the heap grew from ${second} to ${last} bytes in a third of the time`);
    return {
      seed,
      hours,
      faults: unrest.faults(),
      events: truth.events(),
      appRuns: computer.runCount(),
      liveShare,
      longestWaitMs: watch.longestWaitMs,
      longestHiddenMs: watch.longestHiddenMs,
      recoveredInMs,
      requestsPerHour,
      requestsInWorstMinute: watch.worstMinute,
      heap: thirds,
      handles,
      steps: watch.steps,
      violations,
    };
  } finally {
    truth.close();
    void world.close();
    process.off('unhandledRejection', unhandled);
    rmSync(dataDir, { recursive: true, force: true });
  }
};
