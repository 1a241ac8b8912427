import type { Random } from '../../electron/demo/random.ts';
import { addMonths, dayOf } from '../../shared/time.ts';
import { clock } from './clock.ts';
import type { Computer } from './computer.ts';
import { injectFault } from './faults.ts';
import type { GroundTruth } from './ground-truth.ts';
import type { World } from './world.ts';

export interface ActivityOptions {
  world: World;
  computer: Computer;
  truth: GroundTruth;
  random: Random;
  faultsPerMinute: number;
  /** This fault and no other. */
  only: string | undefined;
  log: (line: string) => void;
}

const MINUTE_MS = 60_000;
const CHANGE_EVERY_MS = 15_000;

/** Generates plan changes, rejections and faults. */
export const createActivity = (options: ActivityOptions) => {
  const { world, computer, truth, random, faultsPerMinute, only, log } = options;
  const { tenant } = world;
  const releases = new Set<() => void>();
  let faults = 0;
  let isOver = false;

  /** Whatever has become of the app by then; at once when the unrest ends before. */
  const runLater = (delayMs: number, run: () => void): void => {
    const release = () => {
      releases.delete(release);
      clearTimeout(timer);
      run();
    };
    releases.add(release);
    const timer = clock.runAsEnvironment(() => setTimeout(release, delayMs));
  };
  const fault = () => {
    if (isOver) return;
    faults += 1;
    log(`fault: ${injectFault({ world, computer, random, later: runLater }, only)}`);
  };
  const scheduleFaults = () => {
    if (isOver) return;
    for (let i = 0; i < faultsPerMinute; i += 1) setTimeout(fault, random.int(1, MINUTE_MS));
    setTimeout(scheduleFaults, MINUTE_MS);
  };
  const change = () => {
    if (isOver) return;
    tenant.applyRandomChange();
    truth.recordChanges();
    setTimeout(change, random.int(1, 2 * CHANGE_EVERY_MS));
  };
  /** Only within the synced period; outside of it a missed event cannot be found by the app. */
  const reject = () => {
    if (isOver) return;
    const today = dayOf(clock.now());
    const last = addMonths(today, 2);
    const open = tenant.assignments().filter(({ isRejected, from }) => !isRejected && from > today && from < last);
    tenant.reject(random.pick(open).id);
    truth.recordChanges();
    setTimeout(reject, random.int(1, 20) * MINUTE_MS);
  };

  return {
    faults: (): number => faults,
    begin(): void {
      clock.runAsEnvironment(() => {
        scheduleFaults();
        change();
        reject();
      });
    },
    /** Stops and ends all faults. */
    end(): void {
      isOver = true;
      for (const release of [...releases]) release();
      tenant.faults.clear();
    },
  };
};
