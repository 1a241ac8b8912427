import type { DayRange } from '../../shared/time.ts';
import type { ProtimeClient } from '../protime/client.ts';
import type { createProviderClock } from '../protime/provider-clock.ts';
import type { RequestBudget } from '../protime/request-budget.ts';
import type { SecretBox } from '../storage/secret-box.ts';
import { problemOf } from '../subscription/problem-of.ts';
import { createSubscription } from '../subscription/subscription.ts';
import type { Tenant } from '../subscription/tenant.ts';
import { createWebhookManager } from '../subscription/webhook-manager.ts';
import { createComparison } from '../sync/compare.ts';
import { createNameSync } from '../sync/name-sync.ts';
import { createSync, type Sync } from '../sync/sync.ts';
import type { IngestPipeline } from './build-ingest-pipeline.ts';
import type { Receiving } from './build-receiving.ts';
import type { CommonParts } from './build-settings.ts';
import type { MonitorBoard } from './build-status-board.ts';

export interface SubscriptionParts extends CommonParts {
  secrets: SecretBox;
  client: ProtimeClient;
  budget: RequestBudget;
  providerClock: ReturnType<typeof createProviderClock>;
  board: MonitorBoard;
  ingestPipeline: IngestPipeline;
  receiving: Receiving;
  tenant: Tenant;
}

/** The subscription and its parts: the webhooks at Protime, and the syncs of the plan and of the names. */
export const buildSubscription = (parts: SubscriptionParts) => {
  const {
    storage,
    settings,
    unapplied,
    secrets,
    client,
    budget,
    providerClock,
    board,
    ingestPipeline,
    receiving,
    tenant,
    log,
    now,
  } = parts;
  const { stores, writer, appState } = storage;
  const { assignments, changes, gaps, names, subscriptions } = stores;
  const { registry, tunnel } = receiving;
  const webhooks = createWebhookManager({
    client,
    store: subscriptions,
    writer,
    registry,
    secrets,
    now: providerClock.now,
  });
  const readPlan = createSync({
    client,
    ingest: ingestPipeline.ingest,
    assignments,
    changes,
    period: () => settings.current().sync,
    unapplied,
    lastDayRead: {
      get: () => appState.text('last-day-read'),
      set: (day) => appState.trySave('last-day-read', day),
    },
    now,
  });
  /** What deliveries pass through, whatever name it gives us. */
  const way = () => {
    const { provider, host, publicUrl } = settings.current().tunnel;
    return provider === 'localtunnel' ? host : publicUrl;
  };
  let daysRead: DayRange | undefined;
  const sync: Sync = async (how, signal) => {
    const result = await readPlan(how, signal);
    daysRead = result.days;
    return result;
  };
  const nameSync = createNameSync({
    client,
    names,
    writer,
    activityStructureVersion: () => settings.current().protime.activityStructureVersion,
    unapplied,
    lookUpPeople: ingestPipeline.personNameLookup.lookUp,
    log: log.child('names'),
    onNamesChanged: ingestPipeline.onNamesChanged,
    onFailureChanged: board.publishSoon,
  });
  board.setNamesProblem(() => {
    const failure = ingestPipeline.personNameLookup.failure() ?? nameSync.failure();
    return failure === undefined ? null : problemOf(failure);
  });
  const subscription = createSubscription({
    client,
    webhooks,
    tunnel,
    sync,
    syncNames: nameSync.sync,
    gaps,
    writer,
    unapplied,
    board,
    subscriptionWanted: { get: () => appState.boolean('wanted'), set: (wanted) => appState.save('wanted', wanted) },
    configurationProblem: settings.configurationProblem,
    clearOtherTenant: () => tenant.clearOtherTenant(webhooks.markAllEnded),
    lastAlive: {
      get: () => appState.number('last-alive'),
      set: (atMs) => appState.trySave('last-alive', atMs),
    },
    isFirstSync: () => appState.text('synced') !== tenant.name(),
    onReplaced() {
      unapplied.recordReplaced(way());
    },
    onSynced: (found, initial) => {
      appState.trySave('synced', tenant.name());
      ingestPipeline.notifySyncFindings(found, initial);
    },
    log: log.child('subscription'),
    now,
    providerNow: providerClock.now,
  });
  const comparison = createComparison({
    ...{ client, assignments, changes, unapplied, budget, now },
    ingest: ingestPipeline.ingest,
    daysRead: () => daysRead,
    isReceiving: subscription.isReceiving,
    onFound(found) {
      unapplied.recordNotArrived(found.length, way());
      ingestPipeline.notifyRejections(found);
    },
    onRestored: ingestPipeline.notifyRejections,
    log: log.child('compare'),
  });
  board.setCompareBounds(comparison.bounds);
  receiving.setListener({ ...subscription, onUrlChanged: () => subscription.recheck('address') });
  unapplied.onChange(subscription.onUnapplied);
  settings.onChange(({ current, before, secretChanged }) => {
    if (current.protime !== before.protime || current.tunnel !== before.tunnel || secretChanged)
      subscription.settingsChanged();
  });
  return {
    ...subscription,
    async close(): Promise<void> {
      await comparison.close();
      await subscription.close();
      nameSync.close();
    },
  };
};
