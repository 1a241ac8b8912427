import { addDays, dayOf } from '../../shared/time.ts';
import { clock } from './clock.ts';
import type { Computer } from './computer.ts';
import type { GroundTruth, PendingEvent } from './ground-truth.ts';
import type { World } from './world.ts';

const MINUTE_MS = 60_000;
/** While `live` is shown, no change older than this may be missing. */
const MAX_MISSING_MS = 3 * MINUTE_MS;
/** Grace time after a sleep. */
const WAKE_GRACE_MS = 15_000;
const CHECK_INTERVAL_MS = 20_000;
const PUSH_GRACE_MS = 2000;

/** Checks the shown status at every step and over the time between steps. */
export const createWatch = (parts: {
  world: World;
  computer: Computer;
  truth: GroundTruth;
  onFault: (what: string) => void;
  log: (line: string) => void;
}) => {
  const { world, computer, truth, onFault, log } = parts;
  const reported = new Set<PendingEvent>();
  let reportedBeatMs: number | undefined;
  let lastState = '';
  let counted = 0;
  let timer: NodeJS.Timeout | undefined;
  let lastRequests = 0;

  /** The shown state, if the app answers `live` but the last push showed another state. */
  const staleState = async (): Promise<string | undefined> => {
    const [status, shown] = [await computer.status(), computer.shownStatus()];
    return status?.state === 'live' && shown && shown.state !== 'live' ? shown.state : undefined;
  };

  /** While `live` is shown, so long may a change be missing: what the way hides, as long as the app states. */
  const allowedMs = (event: PendingEvent): number => {
    const bounds = computer.shownStatus()?.compare;
    if (!bounds || !truth.isHidden(event)) return MAX_MISSING_MS;
    const today = dayOf(clock.now());
    const isNear = event.day !== undefined && event.day >= today && event.day <= addDays(today, 1);
    return (isNear ? bounds.nearMinutes : bounds.farMinutes) * MINUTE_MS;
  };
  const checkWait = (event: PendingEvent, untilMs: number, what: string): void => {
    const { id, raisedAtMs } = event;
    const allowedUntilMs = Math.max(raisedAtMs + allowedMs(event), computer.wokeAtMs() + WAKE_GRACE_MS);
    if (raisedAtMs < computer.wokeAtMs() && untilMs <= allowedUntilMs) return;
    if (truth.isHidden(event)) watch.longestHiddenMs = Math.max(watch.longestHiddenMs, untilMs - raisedAtMs);
    else watch.longestWaitMs = Math.max(watch.longestWaitMs, untilMs - raisedAtMs);
    if (untilMs <= allowedUntilMs || reported.has(event)) return;
    reported.add(event);
    onFault(`live is shown while event ${id} has waited ${sinceText(raisedAtMs)}: it ${what}`);
  };

  const watch = {
    liveMs: 0,
    longestWaitMs: 0,
    /** The longest wait of a change that the way had hidden. */
    longestHiddenMs: 0,
    requests: 0,
    worstMinute: 0,
    steps: 0,
    begin(): void {
      timer = setInterval(() => {
        // Status request and push must agree; the push may be delayed a little.
        void staleState().then((before) => {
          if (before)
            setTimeout(
              () =>
                void staleState().then((shownState) => shownState && onFault(`asked it says live, told ${shownState}`)),
              PUSH_GRACE_MS,
            );
        });
        const recent = world.tenant.requests.filter(({ atMs }) => atMs > clock.now() - CHECK_INTERVAL_MS).length;
        counted += recent;
        watch.requests += recent;
        if (clock.now() - lastRequests >= MINUTE_MS) {
          watch.worstMinute = Math.max(watch.worstMinute, counted);
          counted = 0;
          lastRequests = clock.now();
        }
      }, CHECK_INTERVAL_MS);
    },
    end: () => clearInterval(timer),
    /** Checks the status shown from now until the next step. */
    checkUntil(untilMs: number): void {
      const shown = computer.shownStatus();
      const state = shown?.state ?? 'nothing';
      if (state !== lastState) log(`shows ${state}${shown?.problem ? ` (${shown.problem.code})` : ''}`);
      lastState = state;
      if (state !== 'live') return;
      const lengthMs = untilMs - clock.now();
      watch.liveMs += lengthMs;
      for (const event of truth.pending()) checkWait(event, untilMs, 'is not in the plan');
      for (const event of truth.unnotified()) checkWait(event, untilMs, 'is a rejection and not notified');
      const beatMs = Math.max(computer.lastBeatMs() + MAX_MISSING_MS, computer.wokeAtMs() + WAKE_GRACE_MS);
      if (untilMs > beatMs && reportedBeatMs !== computer.lastBeatMs()) {
        reportedBeatMs = computer.lastBeatMs();
        onFault(`live is shown without a heartbeat ${sinceText(computer.lastBeatMs())}`);
      }
    },
  };
  return watch;
};

const sinceText = (atMs: number): string => (Number.isFinite(atMs) ? `since ${new Date(atMs).toISOString()}` : 'ever');
