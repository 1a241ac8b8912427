import { dayOf, setTimeZone } from '../shared/time.ts';
import { LAST_PUSHED } from './database/tables/last-pushed.ts';
import { createHandlers } from './handlers/handlers.ts';
import { createHistory } from './handlers/history.ts';
import { createIntake } from './ingest/ingest-pipeline.ts';
import { createListeners } from './listeners.ts';
import type { Monitor, MonitorOptions } from './monitor-api.ts';
import { connectPage } from './notices/connect-page.ts';
import { createDisplays } from './notices/displays.ts';
import { createAttention } from './notices/focus-tracker.ts';
import { createNotices } from './notices/notices.ts';
import { createProviderClock } from './protime/provider-clock.ts';
import { createSettingsClient } from './protime/settings-client.ts';
import { openWayIn } from './receiver/ingress.ts';
import { createSettings } from './settings.ts';
import { openStorage } from './storage/storage.ts';
import { createStorageWatch } from './storage/storage-watch.ts';
import { watchClock } from './subscription/clock-watch.ts';
import { watchNetwork } from './subscription/network-watch.ts';
import { createRemoteWebhooks } from './subscription/remote-webhooks.ts';
import { createStatusBoard } from './subscription/status-board.ts';
import { createSubscription, type Subscription } from './subscription/subscription.ts';
import { createTenant } from './subscription/tenant.ts';
import { forgetDemoData } from './subscription/tenant-data.ts';
import { createWebhookKeeper } from './subscription/webhook-manager.ts';
import { createNameSync } from './sync/name-sync.ts';
import { createSync } from './sync/sync.ts';
import { noUpdates } from './updates.ts';

/**
 * Builds each part once, passes it what it needs, and closes in reverse.
 * @throws DatabaseError, PortInUse
 */
export const createMonitor = async (options: MonitorOptions): Promise<Monitor> => {
  const { config, secrets, version, log, now = Date.now } = options;
  const { dataDir } = config;
  await using parts = new AsyncDisposableStack();
  const closing = <T extends { close(): unknown }>(part: T): T => {
    parts.defer(async () => void (await part.close()));
    return part;
  };

  const listeners = createListeners();
  const { push } = listeners;

  const storage = closing(
    openStorage({
      dataDir,
      onStorage: (error) => storageWatch.onStorage(error),
      log,
      now,
    }),
  );
  const { db, stores, writer, reader, memory } = storage;
  const { assignments, changes, counters, deliveries, gaps, names, subscriptions, values } = stores;
  if (!config.demo) forgetDemoData(db, values);

  const settings = createSettings({
    store: values,
    writer,
    secrets,
    overrides: config.overrides,
    clientSecret: config.clientSecret,
    log: log.part('settings'),
    onChange: ({ current, before, secretChanged }) => {
      push('settings.changed', settings.view());
      setTimeZone(current.plan.timeZone);
      if (current.notifications !== before.notifications) intake.onWishes();
      if (current.tunnel !== before.tunnel) void wayIn.tunnel.settingsChanged();
      if (current.protime !== before.protime || current.tunnel !== before.tunnel || secretChanged)
        subscription.settingsChanged();
      if (current.updates !== before.updates) updates.feedChanged();
    },
  });
  setTimeZone(settings.current().plan.timeZone);
  const providerClock = createProviderClock(now);
  const client = closing(
    createSettingsClient({
      settings,
      version,
      now,
      onClock: (serverDateMs, localMs) => {
        const beforeMs = providerClock.offsetMs();
        providerClock.heard(serverDateMs, localMs);
        if (providerClock.offsetMs() !== beforeMs) board.counted();
      },
    }),
  );

  // What the planner sees and hears
  let { systemLanguage } = options;
  const language = () => {
    const wanted = settings.current().language;
    return wanted === 'system' ? systemLanguage : wanted;
  };
  const attention = createAttention(now);
  const displays = createDisplays({ onReady: () => intake.onDisplayReady(), now });
  const notices = createNotices({
    settings,
    names,
    wasWanted: () => memory.boolean('wanted'),
    inView: attention.inView,
    displays,
    language,
    push,
    kept: {
      trouble: memory.slot('told-trouble'),
      withheld: memory.slot('withheld'),
    },
    now,
  });
  const wishes = () => settings.current().notifications;
  const board = closing(
    createStatusBoard({
      now,
      facts: () => ({
        today: counters.ofDay(dayOf(now())),
        gaps: gaps.list(),
        waiting: deliveries.waitingCount(),
        lastEventAtMs: changes.lastPushedAtMs(),
        clockOffsetMs: providerClock.offsetMs(),
      }),
      onChange: (status) => {
        push('connection.changed', status);
        notices.onStatus(status);
        memory.keepIfPossible('connection', { status });
        memory.keepIfPossible(LAST_PUSHED, changes.lastPushedSeen());
      },
    }),
  );
  const storageWatch = closing(
    createStorageWatch({ show: board.setStorage, tryWrite: () => memory.keep('storage-tried', now()) }),
  );

  // From a delivery to the screen
  const onApplied = () => {
    history.poke();
    board.counted();
  };
  const intake = closing(createIntake({ storage, client, listeners, notices, wishes, onApplied, log, now }));
  const { ingest, teller } = intake;
  const history = closing(
    createHistory({
      ...storage,
      ...intake,
      settings,
      language,
      dataDir,
      isDemo: () => tenant.isDemo(),
      chooseExportFile: options.chooseExportFile,
      push,
      raise: notices.raise,
      isHushed: notices.isHushed,
      onForgotten: () => {
        intake.onReplaced();
        intake.onNames();
      },
      log,
      now,
    }),
  );
  const wayIn = closing(
    await openWayIn({
      storage,
      settings,
      secrets,
      ingest,
      heartbeatMs: config.heartbeatMs,
      onSigned: (subscriptionId) => subscription.onSigned(subscriptionId),
      onSignedNow: () => subscription.onSignatureLearned(),
      onCounted: board.counted,
      onTunnelStatus: (status) => subscription.onTunnelStatus(status),
      onHeartbeat: (heartbeat, arrived) => subscription.onHeartbeat(heartbeat, arrived),
      onUrlChanged: () => subscription.look('address'),
      log,
      now,
    }),
  );
  const { registry, receiver, tunnel } = wayIn;

  // The subscription's life
  const subscription: Subscription = closing(
    createSubscription({
      client,
      webhooks: createWebhookKeeper({
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
          get: () => memory.text('last-day-read'),
          set: (day) => memory.keepIfPossible('last-day-read', day),
        },
      }),
      syncNames: createNameSync({
        client,
        names,
        writer,
        activityStructureVersion: () => settings.current().protime.activityStructureVersion,
        log: log.part('names'),
        onNames: intake.onNames,
      }),
      gaps,
      writer,
      board,
      wanted: { get: () => memory.boolean('wanted'), set: (wanted) => memory.keep('wanted', wanted) },
      missing: settings.missing,
      makeRoom: (webhooks) => tenant.makeRoom(webhooks.forgetAll),
      lastAlive: {
        get: () => memory.number('last-alive'),
        set: (atMs) => memory.keepIfPossible('last-alive', atMs),
      },
      isFirstSync: () => memory.text('synced') !== tenant.name(),
      onSynced: (found, initial) => {
        memory.keepIfPossible('synced', tenant.name());
        teller.tellCaughtUp(found, initial);
      },
      log: log.part('subscription'),
      now,
      providerNow: providerClock.now,
    }),
  );
  const tenant = closing(
    createTenant({
      db,
      values,
      settings,
      startDemo: options.startDemo,
      isDemo: config.demo,
      receiverUrl: receiver.url,
      dataDir,
      unsubscribe: subscription.unsubscribe,
      onReplaced: () => {
        notices.forget();
        intake.onReplaced();
      },
      now,
    }),
  );

  const startUpdates = options.startUpdates ?? noUpdates;
  const updates = closing(
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
    speak: (next) => {
      // On the desktop the system says it.
      if (options.shell === 'web') systemLanguage = next;
    },
    restart: options.restart,
    startDemo: async () => {
      await tenant.enterDemo();
      void subscription.subscribe();
    },
    stopDemo: tenant.leaveDemo,
    notices,
    onRejectionsChanged: intake.onRejectionsChanged,
    openCount: intake.openCount,
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
    log: log.part('screens'),
    now,
  });

  const look = (reason: 'resume' | 'sleep' | 'network' | 'clock', sinceMs?: number) => {
    log.info('looking at everything anew', { reason });
    subscription.look(reason === 'resume' ? 'sleep' : reason, sinceMs);
  };
  parts.defer(watchClock({ onJump: look, now }));
  parts.defer(watchNetwork({ onChange: () => look('network') }));

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
    connectPage: (page) => connectPage({ displays, attention, notices }, page),
    begin: async () => {
      if (config.demo) await tenant.enterDemo();
      intake.begin();
      history.poke();
      updates.begin();
      await subscription.begin(config.subscribe || config.demo);
    },
    onPush: listeners.onPush,
    onPlanEvent: listeners.onPlanEvent,
    takeExport: history.takeExport,
    wake: look,
    close,
    [Symbol.asyncDispose]: close,
  };
};
