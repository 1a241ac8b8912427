import type { Heartbeat } from '../../shared/connection.ts';
import type { ProblemError } from '../ipc/dispatch.ts';
import { isProtimeError } from '../protime/errors.ts';
import type { TunnelStatus } from '../tunnel/tunnel.ts';
import { type Action, type ActionOptions, createActions, type Manner } from './actions.ts';
import { problemOf, waitsForAPerson } from './problem-of.ts';
import { renewAtMs } from './renewal.ts';
import type { WebhookKeeper } from './webhook.ts';

export interface SubscriptionOptions extends ActionOptions {
  /** Whether the planner wants a subscription; kept over restarts. */
  wanted: { get(): boolean; set(wanted: boolean): Promise<void> };
  /** Why nothing can be asked of Protime yet; undefined when there is all it takes. */
  missing: () => ProblemError | undefined;
  /** When a heartbeat last came back, kept over restarts. */
  lastAlive: { get(): number | undefined; set(atMs: number): void };
  /** Takes another tenant's plan out of the database before this one's is read into it. */
  makeRoom: (webhooks: WebhookKeeper) => Promise<void>;
}

const VERIFY_EVERY_MS = 60 * 60_000;
const RETRY_MS = [5_000, 15_000, 30_000, 60_000, 120_000, 300_000] as const;
const RETRY_WITHOUT_PERSON_MS = 30 * 60_000;

/**
 * The life of the subscription: which action is due, one at a time, and when to look again.
 * Level-triggered: it asks what is there and what is wanted, not what happened last.
 */
export const createSubscription = (options: SubscriptionOptions) => {
  const { webhooks, tunnel, gaps, writer, board, wanted, missing: whatIsMissing, log, now } = options;
  const actions = createActions(options);
  let timer: NodeJS.Timeout | undefined;
  let abort = new AbortController();
  let running: Promise<void> = Promise.resolve();
  let current: { action: Action; manner: Manner } | undefined;
  let verifyAgain = false;
  let failures = 0;
  let begun = false;
  let closed = false;

  const run = async (action: Action): Promise<void> => {
    const { signal } = abort;
    const missing = whatIsMissing();
    if (missing) {
      settle(missing);
      return;
    }
    // Looking after what works is nobody's business; after a gap it is, until the list was read.
    const manner = { signal, quiet: action === 'verify' && board.isLive() && gaps.openSinceMs() === undefined };
    current = { action, manner };
    try {
      if (action !== 'unsubscribe') await options.makeRoom(webhooks);
      await actions.run(action, manner);
      failures = 0;
      settle(undefined);
    } catch (error) {
      if (signal.aborted) return;
      log.warn(`${action} failed`, { error: String(error) });
      if (manner.quiet && !waitsForAPerson(problemOf(error))) schedule(retryDelay(error));
      else settle(error);
    } finally {
      current = undefined;
      if (!manner.quiet) board.end();
    }
  };

  /** Shows where things stand after an action, and decides when to look again. */
  const settle = (error: unknown): void => {
    if (error !== undefined) retryLater(error);
    else if (!wanted.get()) board.setState('unsubscribed');
    else {
      board.setState('live');
      // The first heartbeat came before there was anything to be alive for.
      options.lastAlive.set(now());
      const renewInMs = renewAtMs(webhooks.live()) - now();
      schedule(Math.max(1000, Math.min(VERIFY_EVERY_MS, renewInMs)));
    }
  };

  const retryLater = (error: unknown): void => {
    const problem = problemOf(error);
    if (problem.code === 'not-configured') {
      board.setState('not-set-up');
      return;
    }
    const delayMs = retryDelay(error);
    board.setState('problem', waitsForAPerson(problem) ? problem : { ...problem, retryAtMs: now() + delayMs });
    schedule(delayMs);
  };

  const retryDelay = (error: unknown): number => {
    const asked = isProtimeError(error) ? (error.retryAfterMs ?? 0) : 0;
    const usual = RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? RETRY_MS[0];
    failures += 1;
    return waitsForAPerson(problemOf(error)) ? RETRY_WITHOUT_PERSON_MS : Math.max(asked, usual);
  };

  const schedule = (delayMs: number): void => {
    clearTimeout(timer);
    if (closed) return;
    timer = setTimeout(() => verifySoon(), delayMs);
    timer.unref();
  };

  /** Runs an action after the one that is running; what the planner asks for ends what runs by itself. */
  const start = (action: Action, { interrupt }: { interrupt: boolean }): Promise<void> => {
    clearTimeout(timer);
    if (interrupt) {
      abort.abort();
      abort = new AbortController();
    }
    running = running.then(() => (closed ? undefined : run(action)));
    return running;
  };

  /** What brings things to where the planner wants them; undefined when they are there. */
  const due = (): Action | undefined => {
    if (wanted.get()) return 'verify';
    return webhooks.any() ? 'unsubscribe' : undefined;
  };

  const verifySoon = (): void => {
    const action = due();
    if (current) verifyAgain = true;
    else if (action)
      void start(action, { interrupt: false }).then(() => {
        if (!verifyAgain) return;
        verifyAgain = false;
        verifySoon();
      });
  };

  const beginGap = (fromMs: number): void => {
    writer.write(() => gaps.begin(fromMs)).catch(() => {});
  };

  return {
    /** At start of the app: takes up what was there, or waits to be told. */
    begin(subscribe: boolean): void {
      begun = true;
      const missing = whatIsMissing();
      if (missing) settle(missing);
      else if (wanted.get() || subscribe) {
        const lastAliveMs = options.lastAlive.get();
        if (webhooks.live() && lastAliveMs !== undefined) beginGap(lastAliveMs);
        // A storage that does not take the wish refuses what follows, too: that is told, and tried again.
        void wanted
          .set(true)
          .catch(() => {})
          .then(() => start('verify', { interrupt: false }));
      } else if (webhooks.any()) void start('unsubscribe', { interrupt: false });
      else board.setState('unsubscribed');
    },
    async subscribe(): Promise<void> {
      await wanted.set(true);
      await start(webhooks.live() ? 'verify' : 'subscribe', { interrupt: true });
    },
    renew: (): Promise<void> => wanted.set(true).then(() => start('renew', { interrupt: true })),
    async unsubscribe(): Promise<void> {
      await wanted.set(false);
      await start('unsubscribe', { interrupt: true });
    },
    retry(): Promise<void> {
      tunnel.retryNow();
      return start(due() ?? 'subscribe', { interrupt: true });
    },
    /** Something may have changed without our notice: sleep, network, a new address. */
    look(): void {
      tunnel.retryNow();
      verifySoon();
    },
    /** Credentials or the way here changed: what failed before may work now. */
    settingsChanged(): void {
      if (!begun) return;
      const missing = whatIsMissing();
      if (missing) settle(missing);
      else if (wanted.get()) void start('verify', { interrupt: true });
      else board.setState('unsubscribed');
    },
    /** While an action waits for the tunnel, the planner sees why it takes long. */
    onTunnelStatus(status: TunnelStatus): void {
      if (status.state === 'lost' && webhooks.live()) {
        // However soon it is open again: what was sent meanwhile is not known until the list was read.
        const { lastOkAtMs } = tunnel.heartbeat;
        beginGap(lastOkAtMs ?? now());
        board.set({ heartbeat: { state: 'late', lastOkAtMs } });
      }
      if (!current || current.manner.quiet || current.action === 'unsubscribe') return;
      if (status.state === 'lost') board.setState('problem', status.problem);
      else if (status.state === 'opening' && status.attempt === 1) board.setState('opening-tunnel');
    },
    onHeartbeat(heartbeat: Heartbeat): void {
      board.set({ heartbeat });
      if (!webhooks.live()) return;
      if (heartbeat.state === 'ok') {
        if (heartbeat.lastOkAtMs !== null) options.lastAlive.set(heartbeat.lastOkAtMs);
        // Until the list was read, what was sent in the gap is not known.
        if (gaps.openSinceMs() !== undefined) verifySoon();
      } else if (heartbeat.lastOkAtMs !== null) {
        beginGap(heartbeat.lastOkAtMs);
      }
    },
    signedNow: (): void => actions.show(webhooks.live()),
    async close(): Promise<void> {
      closed = true;
      clearTimeout(timer);
      if (board.isLive() && tunnel.heartbeat.state === 'ok') options.lastAlive.set(now());
      abort.abort();
      await running;
    },
  };
};

export type Subscription = ReturnType<typeof createSubscription>;
