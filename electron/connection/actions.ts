import type { ConnectionState, ConnectionStep } from '../../shared/connection.ts';
import type { GapStore } from '../database/gaps.ts';
import type { StoredSubscription } from '../database/subscriptions.ts';
import type { Writer } from '../database/writer.ts';
import { ProblemError } from '../ipc/dispatch.ts';
import type { Log } from '../log.ts';
import type { ProtimeClient } from '../protime/client.ts';
import type { Applied } from '../timeline/apply.ts';
import type { TunnelSupervisor } from '../tunnel/supervisor.ts';
import type { createNameSync } from './name-sync.ts';
import { mustReplace, publicUrlOf } from './renewal.ts';
import type { StatusBoard } from './status-board.ts';
import type { Sync } from './sync.ts';
import type { WebhookKeeper } from './webhook.ts';

export interface ActionOptions {
  client: Pick<ProtimeClient, 'checkAccess'>;
  webhooks: WebhookKeeper;
  tunnel: TunnelSupervisor;
  sync: Sync;
  syncNames: ReturnType<typeof createNameSync>;
  gaps: GapStore;
  writer: Writer;
  board: StatusBoard;
  /** Nothing was ever read: what the first sync brings is the plan, not news. */
  isFirstSync: () => boolean;
  /** What a reading of the list found. */
  onSynced: (found: readonly Applied[], initial: boolean) => void;
  log: Log;
  now: () => number;
}

const STEPS = {
  subscribe: ['check', 'tunnel', 'webhook', 'sync', 'heartbeat'],
  renew: ['tunnel', 'webhook', 'sync', 'heartbeat', 'remove-old'],
  verify: ['tunnel', 'check', 'sync'],
  unsubscribe: ['remove'],
} as const satisfies Record<string, readonly ConnectionStep['name'][]>;
export type Action = keyof typeof STEPS;

/** How an action goes about it: called off by `signal`; a quiet one shows nothing until it finds something amiss. */
export interface Manner {
  readonly signal: AbortSignal;
  quiet: boolean;
}

/**
 * What can be done with the subscription, each with its visible steps. Each looks at what is there and makes it what it
 * should be, so one that was cut short, by an error or a crash, is simply run again.
 */
export const createActions = (options: ActionOptions) => {
  const { client, webhooks, tunnel, sync, syncNames, gaps, writer, board, log, now } = options;

  const step = async <T>(name: ConnectionStep['name'], work: () => Promise<T>): Promise<T> => {
    board.step(name, 'running');
    const result = await work();
    board.step(name, 'done');
    return result;
  };
  const say = (state: ConnectionState, { quiet }: Manner) => {
    if (!quiet) board.setState(state);
  };
  const openTunnel = ({ signal }: Manner) => step('tunnel', () => tunnel.open(signal));

  const readPlan = ({ signal }: Manner) =>
    step('sync', async () => {
      const initial = options.isFirstSync();
      const readFromMs = now();
      board.set(await syncNames(signal));
      const { found } = await sync({ initial, onProgress: (read) => board.step('sync', 'running', read) }, signal);
      if (gaps.openSinceMs() !== undefined && receivingSince(readFromMs))
        await writer.write(() => gaps.end(readFromMs, found.length));
      options.onSynced(found, initial);
    });

  /** What was sent while the way in was shut may be younger than the page it belongs on. */
  const receivingSince = (atMs: number): boolean =>
    tunnel.status.state === 'open' && tunnel.status.sinceMs <= atMs && tunnel.heartbeat.state === 'ok';

  /** New webhook, then the list, then the old one goes: nothing falls in between. */
  const replace = async (url: string, manner: Manner, state: ConnectionState) => {
    const { signal } = manner;
    await step('webhook', () => webhooks.create(url, signal));
    show(webhooks.live());
    say(state, manner);
    await readPlan(manner);
    await step('heartbeat', () => tunnel.open(signal));
    await step('remove-old', () => webhooks.removeOthers(signal));
  };

  const actions: Record<Action, (manner: Manner) => Promise<void>> = {
    async subscribe(manner) {
      say('checking', manner);
      await step('check', async () => {
        const { ok, problem } = await client.checkAccess(manner.signal);
        if (!ok && problem) throw new ProblemError(problem);
      });
      say('opening-tunnel', manner);
      const url = await openTunnel(manner);
      say('subscribing', manner);
      await replace(url, manner, 'syncing');
    },

    async renew(manner) {
      say('renewing', manner);
      await replace(await openTunnel(manner), manner, 'renewing');
    },

    async verify(manner) {
      const current = webhooks.live();
      if (!current) return openly('subscribe', manner);
      show(current);
      say('opening-tunnel', manner);
      const url = await openTunnel(manner);
      say('checking', manner);
      const remote = await step('check', () => webhooks.remote(current, manner.signal));
      const why = webhooks.isKeyLost(current) ? 'key-lost' : mustReplace(current, remote, url, now());
      if (why !== undefined) {
        log.info('the subscription has to be replaced', { why });
        return openly('renew', manner);
      }
      say('syncing', manner);
      await readPlan(manner);
      await webhooks.removeOthers(manner.signal);
    },

    async unsubscribe({ signal }) {
      await step('remove', () => webhooks.removeAll(signal));
      await tunnel.close();
      board.set({ heartbeat: tunnel.heartbeat });
      show(undefined);
    },
  };

  const run = (action: Action, manner: Manner): Promise<void> => {
    if (!manner.quiet) board.begin(STEPS[action]);
    return actions[action](manner);
  };

  /** What a look leads to is work the planner sees. */
  const openly = (action: Action, manner: Manner): Promise<void> => {
    manner.quiet = false;
    return run(action, manner);
  };

  const show = (current: StoredSubscription | undefined): void =>
    board.set({
      publicUrl: current ? publicUrlOf(current) : null,
      webhookId: current?.webhookId ?? null,
      validUntil: current?.validUntil ?? null,
      signed: current?.signatureFormat != null,
    });

  return { run, show };
};

export type Actions = ReturnType<typeof createActions>;
