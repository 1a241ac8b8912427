import { clock } from './clock.ts';
import type { Computer } from './computer.ts';
import type { GroundTruth } from './ground-truth.ts';
import type { World } from './world.ts';

const MINUTE_MS = 60_000;
/** What the screens promise: `live` means that nothing older than this is missing. */
const MAX_MISSING_MS = 3 * MINUTE_MS;
/** After a sleep the screen may show for so long what it showed before. */
const WAKE_GRACE_MS = 15_000;
const CHECK_INTERVAL_MS = 20_000;
const PUSH_GRACE_MS = 2000;

/** Looks at the screens at every change and between any two. */
export const createWatch = (parts: {
  world: World;
  computer: Computer;
  truth: GroundTruth;
  onFault: (what: string) => void;
  log: (line: string) => void;
}) => {
  const { world, computer, truth, onFault, log } = parts;
  let reportedSinceMs: number | undefined;
  let reportedBeatMs: number | undefined;
  let lastState = '';
  let counted = 0;
  let timer: NodeJS.Timeout | undefined;
  let lastRequests = 0;

  /** What is shown, when the app would say `live` to whoever asks and shows something else. */
  const staleState = async (): Promise<string | undefined> => {
    const [status, shown] = [await computer.status(), computer.shownStatus()];
    return status?.state === 'live' && shown && shown.state !== 'live' ? shown.state : undefined;
  };

  const watch = {
    liveMs: 0,
    longestWaitMs: 0,
    requests: 0,
    worstMinute: 0,
    steps: 0,
    begin(): void {
      timer = setInterval(() => {
        // Asked and told must be the same, or a screen that reloads sees another truth; but telling may take its moment.
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
    /** Nothing happens from now until then: what is shown now is shown all the while. */
    checkUntil(untilMs: number): void {
      const shown = computer.shownStatus();
      const state = shown?.state ?? 'nothing';
      if (state !== lastState) log(`shows ${state}${shown?.problem ? ` (${shown.problem.code})` : ''}`);
      lastState = state;
      if (state !== 'live') return;
      const lengthMs = untilMs - clock.now();
      watch.liveMs += lengthMs;
      const sinceMs = truth.pendingSinceMs();
      const allowedUntilMs = Math.max(sinceMs + MAX_MISSING_MS, computer.wokeAtMs() + WAKE_GRACE_MS);
      if (sinceMs < computer.wokeAtMs() && untilMs <= allowedUntilMs) return;
      watch.longestWaitMs = Math.max(watch.longestWaitMs, untilMs - sinceMs);
      if (untilMs > allowedUntilMs && reportedSinceMs !== sinceMs) {
        reportedSinceMs = sinceMs;
        const [first] = truth.pending();
        onFault(
          `live is shown while event ${first?.id} has waited ${sinceText(sinceMs)} (${truth.pending().length} waiting)`,
        );
      }
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
