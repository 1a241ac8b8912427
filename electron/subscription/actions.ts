import type { ConnectionStep } from '../../shared/connection.ts';
import { ProblemError } from '../../shared/problems.ts';
import type { GapStore } from '../database/tables/gaps.ts';
import type { StoredSubscription } from '../database/tables/subscriptions.ts';
import type { Writer } from '../database/writer.ts';
import type { SyncFindings } from '../ingest/apply.ts';
import type { Unapplied } from '../ingest/unapplied.ts';
import type { Logger } from '../log.ts';
import type { ProtimeClient } from '../protime/client.ts';
import type { NameSync } from '../sync/name-sync.ts';
import type { Sync } from '../sync/sync.ts';
import type { TunnelSupervisor } from '../tunnel/supervisor.ts';
import { type ReplacementReason, replacementReason } from './renewal.ts';
import type { Action, SubscriptionEvent, SubscriptionState } from './subscription-state.ts';
import type { WebhookManager } from './webhook-manager.ts';

export interface ActionOptions {
  client: Pick<ProtimeClient, 'checkAccess'>;
  webhooks: WebhookManager;
  tunnel: Pick<TunnelSupervisor, 'open' | 'close'>;
  sync: Sync;
  syncNames: NameSync['sync'];
  gaps: GapStore;
  unapplied: Pick<Unapplied, 'readBegan' | 'readSucceeded'>;
  writer: Writer;
  /** True before the first complete sync: what it reads is not reported as changes. */
  isFirstSync: () => boolean;
  /** A new webhook is used instead of the old one. */
  onReplaced: () => void;
  /** Changes found by a sync. */
  onSynced: (found: SyncFindings, initial: boolean) => void;
  log: Logger;
  now: () => number;
  /** Now, by the provider's clock: it decides when a webhook ends. */
  providerNow: () => number;
}

/** Reasons after which deliveries may have been missed. */
const REASONS_WITH_POSSIBLE_LOSS: ReadonlySet<ReplacementReason> = new Set([
  'deleted',
  'disabled',
  'not-enabled',
  'expired',
  'key-lost',
]);

/**
 * The actions on the subscription, each with its visible steps. Each first checks the current situation, so an action that was
 * interrupted by an error or a crash can simply be run again.
 * @param dispatch Reports progress; returns the state after it.
 */
export const createActions = (options: ActionOptions, dispatch: (event: SubscriptionEvent) => SubscriptionState) => {
  const { client, webhooks, tunnel, sync, syncNames, gaps, writer, unapplied, log, now, providerNow } = options;

  const step = async <T>(name: ConnectionStep['name'], work: () => Promise<T>): Promise<T> => {
    dispatch({ type: 'step', step: { name, state: 'running' } });
    const result = await work();
    dispatch({ type: 'step', step: { name, state: 'done' } });
    return result;
  };
  const openTunnel = (signal: AbortSignal) => step('tunnel', () => tunnel.open(signal));

  const readPlan = (signal: AbortSignal) =>
    step('sync', async () => {
      const initial = options.isFirstSync();
      const readFromMs = now();
      dispatch({ type: 'plan-reading-began' });
      unapplied.readBegan();
      await syncNames(signal);
      const onProgress = (count: number) =>
        void dispatch({ type: 'step', step: { name: 'sync', state: 'running', count } });
      const { found } = await sync({ initial, onProgress }, signal);
      unapplied.readSucceeded();
      const isComplete = dispatch({ type: 'plan-reading-succeeded' }).possiblyMissed === null;
      if (isComplete && gaps.openSinceMs() !== undefined)
        await writer.write(() => gaps.end(readFromMs, found.changeCount));
      options.onSynced(found, initial);
    });

  /** Creates the new webhook, reads the list, then deletes the old webhook, so that no change is missed. */
  const replace = async (url: string, signal: AbortSignal, phase: 'syncing' | 'renewing') => {
    await step('webhook', () => webhooks.create(url, signal));
    dispatch({ type: 'created' });
    dispatch({ type: 'phase-entered', phase });
    await readPlan(signal);
    await step('heartbeat', () => tunnel.open(signal));
    options.onReplaced();
    await step('remove-old', () => webhooks.removeOthers(signal));
  };
  const renew = async (signal: AbortSignal) => {
    dispatch({ type: 'phase-entered', phase: 'renewing' });
    await replace(await openTunnel(signal), signal, 'renewing');
  };

  /**
   * Checks the webhook at Protime and, when it cannot be kept, renews it at once, as a visible action. Returns whether it was
   * kept.
   */
  const checkOrRenew = async (current: StoredSubscription, url: string | undefined, signal: AbortSignal) => {
    const remote = await step('check', () => webhooks.remote(current, signal));
    const reason = webhooks.isKeyLost(current) ? 'key-lost' : replacementReason(current, remote, url, providerNow());
    if (reason === undefined) return true;
    log.info('the subscription has to be replaced', { why: reason });
    if (REASONS_WITH_POSSIBLE_LOSS.has(reason)) dispatch({ type: 'webhook-inactive' });
    dispatch({ type: 'action-changed', action: 'renew' });
    await renew(signal);
    return false;
  };

  const actions: Record<Action, (signal: AbortSignal) => Promise<void>> = {
    async subscribe(signal) {
      dispatch({ type: 'phase-entered', phase: 'checking' });
      await step('check', async () => {
        const { ok, problem } = await client.checkAccess(signal);
        if (!ok && problem) throw new ProblemError(problem);
      });
      dispatch({ type: 'phase-entered', phase: 'opening-tunnel' });
      const url = await openTunnel(signal);
      dispatch({ type: 'phase-entered', phase: 'subscribing' });
      await replace(url, signal, 'syncing');
    },

    renew,

    async 'check-and-read'(signal) {
      const current = webhooks.inUse();
      if (!current) return;
      dispatch({ type: 'phase-entered', phase: 'opening-tunnel' });
      const url = await openTunnel(signal);
      dispatch({ type: 'phase-entered', phase: 'checking' });
      if (!(await checkOrRenew(current, url, signal))) return;
      dispatch({ type: 'phase-entered', phase: 'syncing' });
      await readPlan(signal);
      await webhooks.removeOthers(signal);
    },

    async 'check-webhook'(signal) {
      const current = webhooks.inUse();
      if (current) await checkOrRenew(current, undefined, signal);
    },

    async 'keep-old'(signal) {
      await step('remove', () => webhooks.keepOld(signal));
    },

    async unsubscribe(signal) {
      await step('remove', () => webhooks.removeAll(signal));
      await tunnel.close();
      // Without a subscription missed changes do not matter.
      await writer.write(() => gaps.end(now(), null));
    },
  };

  return (action: Action, signal: AbortSignal): Promise<void> => actions[action](signal);
};
