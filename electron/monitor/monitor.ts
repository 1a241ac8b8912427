import type { Problem } from '../../shared/problems.ts';
import { dayOf, setTimeZone } from '../../shared/time.ts';
import { LAST_PUSHED } from '../database/tables/last-pushed.ts';
import { createHandlers } from '../handlers/handlers.ts';
import { createListeners } from '../listeners.ts';
import { connectPage } from '../notices/connect-page.ts';
import { createDisplays } from '../notices/displays.ts';
import { createFocusTracker } from '../notices/focus-tracker.ts';
import { createNotices } from '../notices/notices.ts';
import { createProviderClock } from '../protime/provider-clock.ts';
import { createSettingsClient } from '../protime/settings-client.ts';
import { createSettings } from '../storage/settings.ts';
import { openStorage } from '../storage/storage.ts';
import { createStorageWatch } from '../storage/storage-watch.ts';
import { watchClock } from '../subscription/clock-watch.ts';
import { watchNetwork } from '../subscription/network-watch.ts';
import { problemOf } from '../subscription/problem-of.ts';
import { createRemoteWebhooks } from '../subscription/remote-webhooks.ts';
import { createStatusBoard } from '../subscription/status-board.ts';
import { createSubscription, type Subscription } from '../subscription/subscription.ts';
import { createTenant } from '../subscription/tenant.ts';
import { forgetDemoData } from '../subscription/tenant-data.ts';
import { createWebhookManager } from '../subscription/webhook-manager.ts';
import { createNameSync } from '../sync/name-sync.ts';
import { createSync } from '../sync/sync.ts';
import { noUpdates } from '../updates.ts';
import { createHistory } from './build-history.ts';
import { createIngestPipeline } from './build-ingest.ts';
import { openIngress } from './build-ingress.ts';
import type { Monitor, MonitorOptions } from './monitor-api.ts';

/**
 * Builds each part once, passes it what it needs, and closes in reverse.
 * @throws DatabaseError, PortInUse
 */
export const createMonitor = async (options: MonitorOptions): Promise<Monitor> => {
  const { config, secrets, version, log, now = Date.now } = options;
  const { dataDir } = config;
  await using parts = new AsyncDisposableStack();
  const closeOnExit = <T extends { close(): unknown }>(part: T): T => {
    parts.defer(async () => void (await part.close()));
    return part;
  };

  const listeners = createListeners();
  const { push } = listeners;

  const storage = closeOnExit(
    openStorage({
      dataDir,
      onWriteResult: (error) => storageWatch.onWriteResult(error),
      log,
      now,
    }),
  );
  const { db, stores, writer, reader, appState } = storage;
  const { assignments, changes, counters, deliveries, gaps, names, subscriptions, values } = stores;
  if (!config.demo) forgetDemoData(db, values);

  const settings = createSettings({
    store: values,
    writer,
    secrets,
    overrides: config.overrides,
    clientSecret: config.clientSecret,
    log: log.child('settings'),
    onChange: ({ current, before, secretChanged }) => {
      push('settings.changed', settings.view());
      setTimeZone(current.plan.timeZone);
      if (current.notifications !== before.notifications) ingestPipeline.onWishes();
      if (current.tunnel !== before.tunnel) void ingress.tunnel.settingsChanged();
      if (current.protime !== before.protime || current.tunnel !== before.tunnel || secretChanged)
        subscription.settingsChanged();
      if (current.updates !== before.updates) updates.feedChanged();
    },
  });
  setTimeZone(settings.current().plan.timeZone);
  const providerClock = createProviderClock(now);
  const client = closeOnExit(
    createSettingsClient({
      settings,
      version,
      now,
      onClock: (serverDateMs, localMs) => {
        const beforeMs = providerClock.offsetMs();
        providerClock.observe(serverDateMs, localMs);
        if (providerClock.offsetMs() !== beforeMs) board.countersChanged();
      },
    }),
  );

  // Notifications and status
  let { systemLanguage } = options;
  const language = () => {
    const setting = settings.current().language;
    return setting === 'system' ? systemLanguage : setting;
  };
  const focusTracker = createFocusTracker(now);
  const displays = createDisplays({ onReady: () => ingestPipeline.onDisplayReady(), now });
  const notices = createNotices({
    settings,
    names,
    wasSubscriptionRequested: () => appState.boolean('wanted'),
    inView: focusTracker.inView,
    displays,
    language,
    push,
    persisted: {
      notifiedProblem: appState.slot('told-trouble'),
      withheld: appState.slot('withheld'),
    },
    now,
  });
  const notificationPreferences = () => settings.current().notifications;
  const board = closeOnExit(
    createStatusBoard({
      now,
      facts: () => ({
        today: counters.ofDay(dayOf(now())),
        gaps: gaps.list(),
        waiting: deliveries.waitingCount(),
        lastEventAtMs: changes.lastPushedAtMs(),
        clockOffsetMs: providerClock.offsetMs(),
        namesProblem: namesProblem(),
        referencesRefused: client.referencesRefused(),
      }),
      onChange: (status) => {
        push('connection.changed', status);
        notices.onStatus(status);
        appState.keepIfPossible('connection', { status });
        appState.keepIfPossible(LAST_PUSHED, changes.lastPushedSeen());
      },
    }),
  );
  const storageWatch = closeOnExit(
    createStorageWatch({ setProblem: board.setStorageProblem, tryWrite: () => appState.save('storage-tried', now()) }),
  );

  // Ingest
  const onApplied = () => {
    history.checkSavedSearches();
    board.countersChanged();
  };
  const ingestPipeline = closeOnExit(
    createIngestPipeline({
      ...{ storage, client, listeners, notices, notificationPreferences, onApplied, log, now },
      onNamesFailureChanged: board.countersChanged,
    }),
  );
  const { ingest, teller: rejectionNotifier } = ingestPipeline;
  const history = closeOnExit(
    createHistory({
      ...storage,
      ...ingestPipeline,
      settings,
      language,
      dataDir,
      isDemo: () => tenant.isDemo(),
      chooseExportFile: options.chooseExportFile,
      push,
      raise: notices.raise,
      isDoNotDisturb: notices.isDoNotDisturb,
      onForgotten: () => {
        ingestPipeline.onPlanReplaced();
        ingestPipeline.onNames();
      },
      log,
      now,
    }),
  );
  const ingress = closeOnExit(
    await openIngress({
      storage,
      settings,
      secrets,
      ingest,
      heartbeatMs: config.heartbeatMs,
      onSignedDelivery: (subscriptionId) => subscription.onSignedDelivery(subscriptionId),
      onSignatureLearned: () => subscription.onSignatureLearned(),
      onCountersChanged: board.countersChanged,
      onTunnelStatus: (status) => subscription.onTunnelStatus(status),
      onHeartbeat: (heartbeat, arrived) => subscription.onHeartbeat(heartbeat, arrived),
      onUrlChanged: () => subscription.recheck('address'),
      log,
      now,
    }),
  );
  const { registry, receiver, tunnel } = ingress;

  const nameSync = closeOnExit(
    createNameSync({
      client,
      names,
      writer,
      activityStructureVersion: () => settings.current().protime.activityStructureVersion,
      lookUpPeople: ingestPipeline.personNames.lookUp,
      log: log.child('names'),
      onNamesChanged: ingestPipeline.onNames,
      onFailureChanged: board.countersChanged,
    }),
  );
  const namesProblem = (): Problem | null => {
    const failure = ingestPipeline.personNames.failure() ?? nameSync.failure();
    return failure === undefined ? null : problemOf(failure);
  };

  // Subscription and tenant
  const subscription: Subscription = closeOnExit(
    createSubscription({
      client,
      webhooks: createWebhookManager({
        client,
        store: subscriptions,
        writer,
        registry,
        secrets,
        now: providerClock.now,
      }),
      tunnel,
      sync: createSync({
        ...{ client, ingest, assignments, changes, now },
        period: () => settings.current().sync,
        lastDayRead: {
          get: () => appState.text('last-day-read'),
          set: (day) => appState.keepIfPossible('last-day-read', day),
        },
      }),
      syncNames: nameSync.sync,
      gaps,
      writer,
      board,
      subscriptionWanted: { get: () => appState.boolean('wanted'), set: (wanted) => appState.save('wanted', wanted) },
      configurationProblem: settings.configurationProblem,
      clearOtherTenant: (webhooks) => tenant.clearOtherTenant(webhooks.markAllEnded),
      lastAlive: {
        get: () => appState.number('last-alive'),
        set: (atMs) => appState.keepIfPossible('last-alive', atMs),
      },
      isFirstSync: () => appState.text('synced') !== tenant.name(),
      onSynced: (found, initial) => {
        appState.keepIfPossible('synced', tenant.name());
        rejectionNotifier.notifySyncFindings(found, initial);
      },
      log: log.child('subscription'),
      now,
      providerNow: providerClock.now,
    }),
  );
  const tenant = closeOnExit(
    createTenant({
      db,
      values,
      settings,
      startDemo: options.startDemo,
      isDemo: config.demo,
      receiverUrl: receiver.url,
      dataDir,
      unsubscribe: subscription.unsubscribe,
      onPlanReplaced: () => {
        notices.reset();
        ingestPipeline.onPlanReplaced();
      },
      now,
    }),
  );

  const startUpdates = options.startUpdates ?? noUpdates;
  const updates = closeOnExit(
    startUpdates({
      feed: () => settings.current().updates.feed,
      onChange: (status) => push('updates.changed', status),
    }),
  );

  const handlers = createHandlers({
    info: () => ({
      version,
      shell: options.shell,
      demo: tenant.isDemo(),
      dataDir,
      canRestart: options.restart !== undefined,
      systemLanguage,
    }),
    setLanguage: (next) => {
      // On the desktop the operating system decides.
      if (options.shell === 'web') systemLanguage = next;
    },
    restart: options.restart,
    startDemo: async () => {
      await tenant.enterDemo();
      void subscription.subscribe();
    },
    stopDemo: tenant.leaveDemo,
    notices,
    onRejectionsChanged: ingestPipeline.onRejectionsChanged,
    openCount: ingestPipeline.openCount,
    history: history.handlers,
    reader,
    writer,
    ...stores,
    board,
    subscription,
    settings,
    updates,
    client,
    webhooks: createRemoteWebhooks({ client, store: subscriptions }),
    log: log.child('screens'),
    now,
  });

  const recheck = (reason: 'resume' | 'sleep' | 'network' | 'clock', sinceMs?: number) => {
    log.info('looking at everything anew', { reason });
    subscription.recheck(reason === 'resume' ? 'sleep' : reason, sinceMs);
  };
  parts.defer(watchClock({ onJump: recheck, now }));
  parts.defer(watchNetwork({ onChange: () => recheck('network') }));

  // First of all when it closes: what comes from then on is the next start's to show.
  parts.defer(displays.close);
  const owned = parts.move();
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closed ??= owned.disposeAsync();
    return closed;
  };
  return {
    handlers,
    receiverUrl: receiver.url,
    connectPage: (page) => connectPage({ displays, attention: focusTracker, notices }, page),
    begin: async () => {
      if (config.demo) await tenant.enterDemo();
      ingestPipeline.begin();
      history.checkSavedSearches();
      updates.begin();
      await subscription.begin(config.subscribe || config.demo);
    },
    onPush: listeners.onPush,
    onPlanEvent: listeners.onPlanEvent,
    takeExport: history.takeExport,
    recheck,
    close,
    [Symbol.asyncDispose]: close,
  };
};
