import type { Heartbeat } from '../../shared/connection.ts';
import type { Logger } from '../log.ts';
import { retryDelayMs } from './backoff.ts';
import { createHeartbeatMonitor } from './heartbeat-monitor.ts';
import { pause, realSchedule, type Schedule, withDeadline } from './schedule.ts';
import { createTicker } from './ticker.ts';
import { type OpenTunnel, TunnelError, type TunnelOpener, type TunnelStatus, tunnelProblem } from './tunnel.ts';
import { createWaiters } from './waiters.ts';

export interface SupervisorOptions {
  opener: TunnelOpener;
  /** Whether a message that this app sent to `url` arrived in its own receiver. */
  probe(url: string, signal: AbortSignal): Promise<boolean>;
  onStatus(status: TunnelStatus): void;
  /** After each heartbeat, successful or not. */
  onHeartbeat?(heartbeat: Heartbeat, arrived: boolean): void;
  /** The tunnel is open and reachable under a new address: the webhook needs that address. */
  onUrlChanged?(url: string, previous: string): void;
  log: Logger;
  now?: () => number;
  schedule?: Schedule;
  random?: () => number;
  heartbeatIntervalMs?: number;
  /** How long one attempt to open may take. */
  openTimeoutMs?: number;
  /** How long one probe may take. */
  probeTimeoutMs?: number;
}

export interface TunnelSupervisor {
  readonly status: TunnelStatus;
  readonly heartbeat: Heartbeat;
  /** Opens the tunnel and keeps it open; a second call has no effect. */
  start(): void;
  /** Starts, and resolves with the address after a probe arrived. Rejects on `signal` and `close`. */
  open(signal?: AbortSignal): Promise<string>;
  /** Skips the current pause; when open, probes at once. */
  retryNow(): void;
  /** Closes the tunnel and stops retrying; `start` may be called again. */
  close(): Promise<void>;
}

/** `PROOF_VALID_MS` (subscription/displayed-status.ts) must be longer than two of these. */
const HEARTBEAT_INTERVAL_MS = 60_000;
/** The relay may need a moment to route to a new tunnel; closing it after one failed probe could lose its name. */
const PROBE_ATTEMPTS = 3;
const PROBE_PAUSE_MS = 1000;
const MISSES_UNTIL_LOST = 2;

interface ActiveTunnel {
  url: string;
  /** Aborted with the reason when this tunnel ends. */
  lifetime: AbortController;
}

/** Keeps one tunnel open: opens, probes, watches and reopens it with growing delays. It counts as open only after a probe. */
export const createTunnelSupervisor = (options: SupervisorOptions): TunnelSupervisor => {
  const { opener, probe, log, now = Date.now, schedule = realSchedule, random = Math.random } = options;
  const { heartbeatIntervalMs = HEARTBEAT_INTERVAL_MS, openTimeoutMs = 30_000, probeTimeoutMs = 10_000 } = options;
  const heartbeat = createHeartbeatMonitor({ intervalMs: heartbeatIntervalMs, graceMs: probeTimeoutMs, now });
  const waiters = createWaiters<string>();

  let status: TunnelStatus = { state: 'closed' };
  let run: { abort: AbortController; done: Promise<void> } | undefined;
  let current: ActiveTunnel | undefined;
  let skipPause: (() => void) | undefined;
  let failures = 0;
  let lastUrl: string | undefined;
  let lastDetail: string | undefined;

  /** A listener that throws must not end the loop that keeps the tunnel open. */
  const notifyListener = (callListener: () => void) => {
    try {
      callListener();
    } catch (error) {
      log.error('a listener of the tunnel failed', { error: String(error) });
    }
  };
  const setStatus = (next: TunnelStatus) => {
    status = next;
    notifyListener(() => options.onStatus(next));
  };

  const probeArrives = async (url: string, signal: AbortSignal): Promise<boolean> => {
    const createTimeoutError = () => new TunnelError(`${new URL(url).host}: no answer`);
    try {
      return await withDeadline(schedule, probeTimeoutMs, signal, createTimeoutError, (deadline) =>
        probe(url, deadline),
      );
    } catch {
      return false;
    }
  };
  const recordHeartbeat = (arrived: boolean) => {
    if (arrived) heartbeat.recordSuccess();
    else heartbeat.recordMiss();
    notifyListener(() => options.onHeartbeat?.(heartbeat.status(), arrived));
    if (arrived && current) waiters.resolve(current.url);
  };
  const ticker = createTicker({
    intervalMs: heartbeatIntervalMs,
    now,
    schedule,
    tick: async (urgent, isCurrent) => {
      const tunnel = current;
      const arrived = tunnel !== undefined && (await probeArrives(tunnel.url, tunnel.lifetime.signal));
      if (!isCurrent()) return;
      recordHeartbeat(arrived);
      // The retry delay is reset only after a tunnel worked for a whole interval.
      if (arrived) failures = 0;
      else if (tunnel && opener.kind === 'localtunnel' && (urgent || heartbeat.observedMisses() >= MISSES_UNTIL_LOST)) {
        tunnel.lifetime.abort(notReceiving(tunnel.url));
      }
    },
  });

  const openOnce = (signal: AbortSignal): Promise<OpenTunnel> => {
    const createTimeoutError = () =>
      new TunnelError(`the tunnel did not open in ${Math.round(openTimeoutMs / 1000)} s`);
    return withDeadline(schedule, openTimeoutMs, signal, createTimeoutError, async (deadline) => {
      const tunnel = await opener.open(deadline);
      // Opened after the timeout: not needed any more.
      if (deadline.aborted) await tunnel.close();
      return tunnel;
    });
  };
  const proveReachable = async ({ url, lifetime: { signal } }: ActiveTunnel): Promise<void> => {
    for (let tries = 0; tries < PROBE_ATTEMPTS; tries += 1) {
      if (tries > 0) await pause(schedule, PROBE_PAUSE_MS, signal);
      if (await probeArrives(url, signal)) return;
      signal.throwIfAborted();
    }
    throw notReceiving(url);
  };
  const onProven = (tunnel: ActiveTunnel) => {
    const previous = lastUrl;
    lastUrl = tunnel.url;
    lastDetail = undefined;
    current = tunnel;
    log.info('tunnel open', { host: new URL(tunnel.url).host });
    setStatus({ state: 'open', url: tunnel.url, sinceMs: now() });
    recordHeartbeat(true);
    ticker.restart();
    if (previous !== undefined && previous !== tunnel.url)
      notifyListener(() => options.onUrlChanged?.(tunnel.url, previous));
  };

  /** Opens one tunnel and waits until it ends; always throws the reason of the end. */
  const runTunnel = async (signal: AbortSignal): Promise<never> => {
    setStatus({ state: 'opening', attempt: failures + 1 });
    const tunnel = await openOnce(signal);
    const lifetime = new AbortController();
    const ended = new Promise<void>((resolve) => lifetime.signal.addEventListener('abort', () => resolve()));
    const onClose = () => lifetime.abort(signal.reason);
    signal.addEventListener('abort', onClose, { once: true });
    if (signal.aborted) onClose();
    void tunnel.lost.then((error) => lifetime.abort(error));
    const activeTunnel = { url: tunnel.url, lifetime };
    try {
      await proveReachable(activeTunnel);
      onProven(activeTunnel);
      await ended;
      throw lifetime.signal.reason;
    } finally {
      if (current === activeTunnel) current = undefined;
      signal.removeEventListener('abort', onClose);
      await tunnel.close();
    }
  };
  const waitToRetry = async (error: unknown, signal: AbortSignal): Promise<void> => {
    failures += 1;
    const delayMs = retryDelayMs(failures, random);
    const retryAtMs = now() + delayMs;
    const problem = { ...tunnelProblem(error), retryAtMs };
    // The same problem is logged once, not at each retry.
    if (problem.detail !== lastDetail) log.warn('no tunnel', { detail: problem.detail, failures });
    lastDetail = problem.detail;
    const skip = new AbortController();
    skipPause = () => skip.abort();
    signal.addEventListener('abort', skipPause, { once: true });
    setStatus({ state: 'lost', problem, retryAtMs });
    await pause(schedule, delayMs, skip.signal);
    signal.removeEventListener('abort', skipPause);
    skipPause = undefined;
  };
  const keepOpen = async (signal: AbortSignal): Promise<void> => {
    while (!signal.aborted) {
      try {
        await runTunnel(signal);
      } catch (error) {
        if (!signal.aborted) await waitToRetry(error, signal);
      }
    }
  };

  const start = () => {
    if (run) return;
    const abort = new AbortController();
    run = { abort, done: keepOpen(abort.signal) };
    ticker.restart();
  };
  return {
    get status() {
      return status;
    },
    get heartbeat() {
      return heartbeat.status();
    },
    start,
    open: async (signal) => {
      start();
      return current && heartbeat.status().state === 'ok' ? current.url : waiters.wait(signal);
    },
    retryNow: () => {
      if (!run) return;
      failures = 0;
      if (skipPause) skipPause();
      else if (current) ticker.tickNow();
    },
    close: async () => {
      const closing = run;
      run = undefined;
      ticker.stop();
      closing?.abort.abort(new TunnelError('closed'));
      waiters.reject(new TunnelError('closed'));
      await closing?.done;
      if (run || status.state === 'closed') return;
      failures = 0;
      heartbeat.reset();
      setStatus({ state: 'closed' });
    },
  };
};

const notReceiving = (url: string) =>
  new TunnelError(`${new URL(url).host}: our own message did not arrive`, { code: 'not-receiving' });
