import { AsyncLocalStorage } from 'node:async_hooks';
import { createRequire, syncBuiltinESMExports } from 'node:module';

/** One run of the app. Timers and resources it creates are assigned to it (AsyncLocalStorage). */
export interface AppRun {
  readonly name: string;
  /** Crashed or closed: nothing of it runs any more. */
  ended: boolean;
}

/** Owner of a callback: a run of the app, the environment (no run), or code that needs real time. */
interface Owner {
  readonly currentRun: AppRun | undefined;
  readonly isRealTime: boolean;
}

interface Timer {
  dueMs: number;
  readonly run: () => void;
  readonly owner: Owner;
  /** Created by AbortSignal.timeout; not a leak. */
  readonly isDeadline: boolean;
  /** Stack where it was created, for leak reports. */
  readonly setAt: { stack?: string };
}

const ENVIRONMENT: Owner = { currentRun: undefined, isRealTime: false };
const owners = new AsyncLocalStorage<Owner>();
const currentOwner = (): Owner => owners.getStore() ?? ENVIRONMENT;

const real = {
  Date: globalThis.Date,
  setTimeout: globalThis.setTimeout,
  clearTimeout: globalThis.clearTimeout,
  setInterval: globalThis.setInterval,
  clearInterval: globalThis.clearInterval,
  setImmediate: globalThis.setImmediate,
  performanceNow: performance.now.bind(performance),
};

/** What `setTimeout` gives under the virtual clock. */
class VirtualTimeout {
  timer: Timer;
  readonly create: () => Timer;
  constructor(create: () => Timer) {
    this.create = create;
    this.timer = create();
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
  hasRef(): boolean {
    return true;
  }
  refresh(): this {
    timers.delete(this.timer);
    this.timer = this.create();
    return this;
  }
  close(): this {
    timers.delete(this.timer);
    return this;
  }
  [Symbol.dispose](): void {
    this.close();
  }
}

const timers = new Set<Timer>();
let nowMs = 0;
/** Time asleep; the monotonic clock of most systems does not count it. */
let sleptMs = 0;
let asleepSinceMs: number | undefined;
/** Offset of the computer's wall clock. */
let skewMs = 0;
let immediates = 0;
/** Stack of the latest setImmediate, for diagnosis. */
let latestImmediate: { stack?: string } | undefined;

const isSuspended = ({ owner }: Timer): boolean => asleepSinceMs !== undefined && owner.currentRun !== undefined;

const addTimer = (run: () => void, delayMs: number, isDeadline = false): Timer => {
  const owner = currentOwner();
  const setAt = {};
  if (owner.currentRun) Error.captureStackTrace(setAt, addTimer);
  const timer = { dueMs: nowMs + Math.max(1, Math.trunc(delayMs) || 0), run, owner, isDeadline, setAt };
  if (!owner.currentRun?.ended) timers.add(timer);
  return timer;
};

type Callback = (...args: unknown[]) => void;

const setTimeoutNow = (run: Callback, delayMs = 0, ...args: unknown[]) =>
  currentOwner().isRealTime
    ? real.setTimeout(run, delayMs, ...args)
    : new VirtualTimeout(() => addTimer(() => run(...args), delayMs));

const setIntervalNow = (run: Callback, everyMs = 0, ...args: unknown[]) => {
  if (currentOwner().isRealTime) return real.setInterval(run, everyMs, ...args);
  const interval = new VirtualTimeout(() =>
    addTimer(() => {
      interval.timer = interval.create();
      run(...args);
    }, everyMs),
  );
  return interval;
};

const clearNow = (timer: unknown): void => {
  if (timer instanceof VirtualTimeout) timer.close();
  else real.clearTimeout(timer as NodeJS.Timeout);
};

/** Callbacks of an ended run are dropped. */
const setImmediateNow = (run: Callback, ...args: unknown[]) => {
  const { currentRun: appRun } = currentOwner();
  immediates += 1;
  if (latestImmediate) Error.captureStackTrace(latestImmediate, setImmediateNow);
  return real.setImmediate(() => {
    immediates -= 1;
    if (!appRun?.ended) run(...args);
  });
};

const wallClock = (): number => {
  const owner = owners.getStore();
  if (owner?.isRealTime) return real.Date.now();
  return nowMs + (owner?.currentRun ? skewMs : 0);
};

class VirtualDate extends real.Date {
  constructor(...args: unknown[]) {
    if (args.length === 0) super(wallClock());
    else super(...(args as [number]));
  }
  static override now = wallClock;
}

const delay = (delayMs = 1, value?: unknown, { signal }: { signal?: AbortSignal } = {}): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const onAbort = () => {
      clearNow(timer);
      reject(new DOMException('The operation was aborted', 'AbortError'));
    };
    if (signal?.aborted) {
      reject(new DOMException('The operation was aborted', 'AbortError'));
      return;
    }
    const timer = setTimeoutNow(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve(value);
    }, delayMs);
    signal?.addEventListener('abort', onAbort, { once: true });
  });

const deadline = (limitMs: number): AbortSignal => {
  const abort = new AbortController();
  addTimer(
    () => abort.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError')),
    limitMs,
    true,
  );
  return abort.signal;
};

/** Replaces all clocks and timers of this process; time only advances with `step`. */
export const installClock = (startMs: number): void => {
  nowMs = startMs;
  Object.assign(globalThis, {
    Date: VirtualDate,
    setTimeout: setTimeoutNow,
    clearTimeout: clearNow,
    setInterval: setIntervalNow,
    clearInterval: clearNow,
    setImmediate: setImmediateNow,
  });
  AbortSignal.timeout = deadline;
  performance.now = () => {
    const owner = currentOwner();
    if (owner.isRealTime) return real.performanceNow();
    return owner.currentRun ? nowMs - sleptMs - startMs : nowMs - startMs;
  };
  const require = createRequire(import.meta.url);
  Object.assign(require('node:timers/promises'), { setTimeout: delay });
  syncBuiltinESMExports();
};

const nextTimer = (): Timer | undefined => {
  let first: Timer | undefined;
  for (const timer of timers) if (!isSuspended(timer) && (!first || timer.dueMs < first.dueMs)) first = timer;
  return first;
};

const sourceOf = ({ stack = '' }: { stack?: string }): string =>
  /electron\/[\w/.-]+:\d+/.exec(stack)?.[0] ?? stack.split('\n').slice(1, 4).join(' ');

/** Virtual clock of provider, relay and app. Sleep and clock offset apply to the app only. */
export const clock = {
  now: (): number => nowMs,
  /** When the next timer is due; infinite when there is none. */
  nextMs: (): number => nextTimer()?.dueMs ?? Number.POSITIVE_INFINITY,
  /** Goes to the next timer and runs it. */
  step(): void {
    const timer = nextTimer();
    if (!timer) throw new Error('time has come to an end: no timer is left');
    timers.delete(timer);
    nowMs = Math.max(nowMs, timer.dueMs);
    owners.run(timer.owner, timer.run);
  },
  currentRun: (): AppRun | undefined => currentOwner().currentRun,
  isReal: (): boolean => currentOwner().isRealTime,
  /** Runs something, and all that follows from it, as a part of this life. */
  runAs: <T>(appRun: AppRun, run: () => T): T => owners.run({ currentRun: appRun, isRealTime: false }, run),
  /** Runs something that keeps its own, real time, as Node's HTTP client does. */
  inRealTime: <T>(run: () => T): T => owners.run({ currentRun: currentOwner().currentRun, isRealTime: true }, run),
  /** Runs as the environment, so that it survives the app. */
  runAsEnvironment: <T>(run: () => T): T => owners.run(ENVIRONMENT, run),
  sleep(): void {
    asleepSinceMs ??= nowMs;
  },
  isAsleep: (): boolean => asleepSinceMs !== undefined,
  /** Timers are either shifted by the sleep (most systems) or all due at once. */
  wake({ timersCountSleep }: { timersCountSleep: boolean }): void {
    if (asleepSinceMs === undefined) return;
    const lengthMs = nowMs - asleepSinceMs;
    asleepSinceMs = undefined;
    sleptMs += lengthMs;
    if (timersCountSleep) return;
    for (const timer of timers) if (timer.owner.currentRun) timer.dueMs += lengthMs;
  },
  setSkew(byMs: number): void {
    skewMs = byMs;
  },
  isSkewed: (): boolean => skewMs !== 0,
  /** Pending timers of a run, with the place where each was created. */
  timersOf: (appRun: AppRun): string[] =>
    [...timers]
      .filter(({ owner, isDeadline }) => owner.currentRun === appRun && !isDeadline)
      .map(({ setAt }) => sourceOf(setAt)),
  /** Ends a life: its timers are gone and it gets no new ones. */
  end(appRun: AppRun): void {
    appRun.ended = true;
    for (const timer of timers) if (timer.owner.currentRun === appRun) timers.delete(timer);
  },
  immediates: (): number => immediates,
  traceImmediates(): void {
    latestImmediate ??= {};
  },
  latestImmediate: (): string => latestImmediate?.stack ?? '',
  /** One turn of the real event loop. */
  nextTurn: (): Promise<void> => new Promise((resolve) => void real.setImmediate(resolve)),
};
