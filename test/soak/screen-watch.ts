import { clock } from './clock.ts';
import type { Computer } from './computer.ts';
import type { Truth } from './ground-truth.ts';
import type { World } from './world.ts';

const MINUTE_MS = 60_000;
/** What the screens promise: `live` means that nothing older than this is missing. */
const PROMISE_MS = 3 * MINUTE_MS;
/** After a sleep the screen may show for so long what it showed before. */
const WAKING_MS = 15_000;
const LOOK_EVERY_MS = 20_000;
const TELLING_MS = 2000;

/** Looks at the screens at every change and between any two. */
export const createWatch = (parts: {
  world: World;
  computer: Computer;
  truth: Truth;
  onFault: (what: string) => void;
  log: (line: string) => void;
}) => {
  const { world, computer, truth, onFault, log } = parts;
  let accused: number | undefined;
  let beatAccusedMs: number | undefined;
  let lastState = '';
  let counted = 0;
  let timer: NodeJS.Timeout | undefined;
  let lastRequests = 0;

  /** What is shown, when the app would say `live` to whoever asks and shows something else. */
  const saysMore = async (): Promise<string | undefined> => {
    const [status, shown] = [await computer.status(), computer.shown()];
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
        void saysMore().then((before) => {
          if (before)
            setTimeout(
              () => void saysMore().then((told) => told && onFault(`asked it says live, told ${told}`)),
              TELLING_MS,
            );
        });
        const recent = world.tenant.requests.filter(({ atMs }) => atMs > clock.now() - LOOK_EVERY_MS).length;
        counted += recent;
        watch.requests += recent;
        if (clock.now() - lastRequests >= MINUTE_MS) {
          watch.worstMinute = Math.max(watch.worstMinute, counted);
          counted = 0;
          lastRequests = clock.now();
        }
      }, LOOK_EVERY_MS);
    },
    end: () => clearInterval(timer),
    /** Nothing happens from now until then: what is shown now is shown all the while. */
    between(untilMs: number): void {
      const shown = computer.shown();
      const state = shown?.state ?? 'nothing';
      if (state !== lastState) log(`shows ${state}${shown?.problem ? ` (${shown.problem.code})` : ''}`);
      lastState = state;
      if (state !== 'live') return;
      const lengthMs = untilMs - clock.now();
      watch.liveMs += lengthMs;
      const sinceMs = truth.waitingSinceMs();
      const excusedUntilMs = Math.max(sinceMs + PROMISE_MS, computer.wokeAtMs() + WAKING_MS);
      if (sinceMs < computer.wokeAtMs() && untilMs <= excusedUntilMs) return;
      watch.longestWaitMs = Math.max(watch.longestWaitMs, untilMs - sinceMs);
      if (untilMs > excusedUntilMs && accused !== sinceMs) {
        accused = sinceMs;
        const [first] = truth.waiting();
        onFault(
          `live is shown while event ${first?.id} has waited ${sinceText(sinceMs)} (${truth.waiting().length} waiting)`,
        );
      }
      const beatMs = Math.max(computer.lastBeatMs() + PROMISE_MS, computer.wokeAtMs() + WAKING_MS);
      if (untilMs > beatMs && beatAccusedMs !== computer.lastBeatMs()) {
        beatAccusedMs = computer.lastBeatMs();
        onFault(`live is shown without a heartbeat ${sinceText(computer.lastBeatMs())}`);
      }
    },
  };
  return watch;
};

const sinceText = (atMs: number): string => (Number.isFinite(atMs) ? `since ${new Date(atMs).toISOString()}` : 'ever');
