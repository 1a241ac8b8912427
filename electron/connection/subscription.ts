import type { ConnectionStep, Heartbeat } from '../../shared/connection.ts';
import type { GapStore } from '../database/gaps.ts';
import type { StoredSubscription } from '../database/subscriptions.ts';
import type { Writer } from '../database/writer.ts';
import { ProblemError } from '../ipc/dispatch.ts';
import type { Log } from '../log.ts';
import type { ProtimeClient } from '../protime/client.ts';
import { isProtimeError } from '../protime/errors.ts';
import type { Applied } from '../timeline/apply.ts';
import type { TunnelSupervisor } from '../tunnel/supervisor.ts';
import type { TunnelStatus } from '../tunnel/tunnel.ts';
import type { createNameSync } from './name-sync.ts';
import { problemOf, waitsForAPerson } from './problem-of.ts';
import { mustReplace, publicUrlOf, renewAtMs } from './renewal.ts';
import type { StatusBoard } from './status-board.ts';
import type { Sync } from './sync.ts';
import type { WebhookKeeper } from './webhook.ts';

export interface SubscriptionOptions {
  client: Pick<ProtimeClient, 'checkAccess'>;
  webhooks: WebhookKeeper;
  tunnel: TunnelSupervisor;
  sync: Sync;
  syncNames: ReturnType<typeof createNameSync>;
  gaps: GapStore;
  writer: Writer;
  board: StatusBoard;
  /** Whether the planner wants a subscription; kept over restarts. */
  wanted: { get(): boolean; set(wanted: boolean): Promise<void> };
  /** Whether there are credentials to work with; the reason when not. */
  configured: () => ProblemError | undefined;
  /** When a heartbeat last came back, kept over restarts. */
  lastAlive: { get(): number | undefined; set(atMs: number): void };
  /** Nothing was ever read: what the first sync brings is the plan, not news. */
  isFirstSync: () => boolean;
  /** What a reading of the list found. */
  onSynced: (found: readonly Applied[], initial: boolean) => void;
  /** Takes another tenant's plan out of the database before this one's is read into it. */
  makeRoom: (webhooks: WebhookKeeper) => Promise<void>;
  log: Log;
  now: () => number;
}

const STEPS = {
  subscribe: ['check', 'tunnel', 'webhook', 'sync', 'heartbeat'],
  renew: ['tunnel', 'webhook', 'sync', 'heartbeat', 'remove-old'],
  verify: ['tunnel', 'check', 'sync'],
  unsubscribe: ['remove'],
} as const satisfies Record<string, readonly ConnectionStep['name'][]>;
type Action = keyof typeof STEPS;

const VERIFY_EVERY_MS = 60 * 60_000;
const RETRY_MS = [5_000, 15_000, 30_000, 60_000, 120_000, 300_000] as const;
const RETRY_WITHOUT_PERSON_MS = 30 * 60_000;

/**
 * The life of the subscription. One action runs at a time; each looks at what is there and makes it what is wanted, so an
 * action that was cut short, by an error or a crash, is simply run again.
 */
export const createSubscription = (options: SubscriptionOptions) => {
  const { client, webhooks, tunnel, sync, syncNames, gaps, writer, board, wanted, log, now } = options;
  let timer: NodeJS.Timeout | undefined;
  let abort = new AbortController();
  let running: Promise<void> = Promise.resolve();
  let busyWith: Action | undefined;
  let verifyAgain = false;
  let failures = 0;
  let begun = false;
  let closed = false;

  const step = async <T>(name: ConnectionStep['name'], work: () => Promise<T>): Promise<T> => {
    board.step(name, 'running');
    const result = await work();
    board.step(name, 'done');
    return result;
  };

  const check = (signal: AbortSignal) =>
    step('check', async () => {
      const { ok, problem } = await client.checkAccess(signal);
      if (!ok && problem) throw new ProblemError(problem);
    });

  const openTunnel = (signal: AbortSignal) =>
    step('tunnel', async () => {
      board.setState('opening-tunnel');
      return tunnel.open(signal);
    });

  const readPlan = (signal: AbortSignal) =>
    step('sync', async () => {
      if (busyWith !== 'renew') board.setState('syncing');
      const initial = options.isFirstSync();
      const readFromMs = now();
      board.set(await syncNames(signal));
      const { found } = await sync({ initial, onProgress: (read) => board.step('sync', 'running', read) }, signal);
      if (gaps.openSinceMs() !== undefined) await writer.write(() => gaps.end(readFromMs, found.length));
      options.onSynced(found, initial);
    });

  const live = (signal: AbortSignal) =>
    step('heartbeat', async () => {
      await tunnel.open(signal);
    });

  /** New webhook, then the list, then the old one goes: nothing falls in between. */
  const replace = async (url: string, signal: AbortSignal) => {
    await step('webhook', () => webhooks.create(url, signal));
    show(webhooks.live());
    await readPlan(signal);
    await live(signal);
    await step('remove-old', () => webhooks.removeOthers(signal));
  };

  const actions: Record<Action, (signal: AbortSignal) => Promise<void>> = {
    async subscribe(signal) {
      board.setState('checking');
      await check(signal);
      const url = await openTunnel(signal);
      board.setState('subscribing');
      await replace(url, signal);
    },

    async renew(signal) {
      board.setState('renewing');
      const url = await step('tunnel', () => tunnel.open(signal));
      await replace(url, signal);
    },

    async verify(signal) {
      const current = webhooks.live();
      if (!current) return switchTo('subscribe', signal);
      show(current);
      const url = await openTunnel(signal);
      board.setState('checking');
      const remote = await step('check', () => webhooks.remote(current, signal));
      const why = webhooks.isKeyLost(current) ? 'key-lost' : mustReplace(current, remote, url, now());
      if (why !== undefined) {
        log.info('the subscription has to be replaced', { why });
        return switchTo('renew', signal);
      }
      await readPlan(signal);
      await webhooks.removeOthers(signal);
    },

    async unsubscribe(signal) {
      await step('remove', () => webhooks.removeAll(signal));
      await tunnel.close();
      show(undefined);
    },
  };

  const switchTo = (action: Action, signal: AbortSignal): Promise<void> => {
    busyWith = action;
    board.begin(STEPS[action]);
    return actions[action](signal);
  };

  const run = async (action: Action): Promise<void> => {
    const { signal } = abort;
    const missing = options.configured();
    if (missing) {
      settle(missing);
      return;
    }
    try {
      if (action !== 'unsubscribe') await options.makeRoom(webhooks);
      await switchTo(action, signal);
      failures = 0;
      settle(undefined);
    } catch (error) {
      if (signal.aborted) return;
      log.warn(`${action} failed`, { error: String(error) });
      settle(error);
    } finally {
      busyWith = undefined;
      board.end();
    }
  };

  /** Shows where things stand after an action, and decides when to look again. */
  const settle = (error: unknown): void => {
    if (error !== undefined) retryLater(error);
    else if (!wanted.get()) board.setState('unsubscribed');
    else {
      board.setState('live');
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
    const asked = isProtimeError(error) ? error.retryAfterMs : undefined;
    const usual = RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? RETRY_MS[0];
    failures += 1;
    const delayMs = waitsForAPerson(problem) ? RETRY_WITHOUT_PERSON_MS : Math.max(asked ?? 0, usual);
    board.setState('problem', waitsForAPerson(problem) ? problem : { ...problem, retryAtMs: now() + delayMs });
    schedule(delayMs);
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
    if (busyWith) verifyAgain = true;
    else if (action)
      void start(action, { interrupt: false }).then(() => {
        if (!verifyAgain) return;
        verifyAgain = false;
        verifySoon();
      });
  };

  const show = (current: StoredSubscription | undefined): void =>
    board.set({
      publicUrl: current ? publicUrlOf(current) : null,
      webhookId: current?.webhookId ?? null,
      validUntil: current?.validUntil ?? null,
      signed: current?.signatureFormat != null,
    });

  return {
    /** At start of the app: takes up what was there, or waits to be told. */
    begin(subscribe: boolean): void {
      begun = true;
      const missing = options.configured();
      const current = webhooks.live();
      if (missing) settle(missing);
      else if (wanted.get() || subscribe) {
        const lastAliveMs = options.lastAlive.get();
        if (current && lastAliveMs !== undefined) void writer.write(() => gaps.begin(lastAliveMs));
        void wanted.set(true).then(() => start('verify', { interrupt: false }));
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
      const missing = options.configured();
      if (missing) settle(missing);
      else if (wanted.get()) void start('verify', { interrupt: true });
      else board.setState('unsubscribed');
    },
    /** While an action waits for the tunnel, the planner sees why it takes long. */
    onTunnelStatus(status: TunnelStatus): void {
      if (busyWith === undefined || busyWith === 'unsubscribe') return;
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
        const { lastOkAtMs } = heartbeat;
        void writer.write(() => gaps.begin(lastOkAtMs)).catch(() => {});
      }
    },
    signedNow: (): void => show(webhooks.live()),
    async close(): Promise<void> {
      closed = true;
      clearTimeout(timer);
      abort.abort();
      await running;
    },
  };
};

export type Subscription = ReturnType<typeof createSubscription>;
