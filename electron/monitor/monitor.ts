import { createHandlers } from '../handlers/handlers.ts';
import { limitHeapGrowth } from '../heap.ts';
import { createUnapplied } from '../ingest/unapplied.ts';
import { createListeners, type PlanEvent, type PushListener } from '../listeners.ts';
import { createProviderClock } from '../protime/provider-clock.ts';
import { createRequestBudget } from '../protime/request-budget.ts';
import { createSettingsClient } from '../protime/settings-client.ts';
import { sendRequest as sendFromNode } from '../request.ts';
import { openStorage } from '../storage/storage.ts';
import { watchClock } from '../subscription/clock-watch.ts';
import { watchNetwork } from '../subscription/network-watch.ts';
import { createRemoteWebhooks } from '../subscription/remote-webhooks.ts';
import { createTenant } from '../subscription/tenant.ts';
import { forgetDemoData } from '../subscription/tenant-data.ts';
import { noUpdates } from '../updates.ts';
import { buildHistory } from './build-history.ts';
import { buildIngestPipeline } from './build-ingest-pipeline.ts';
import { buildNotices } from './build-notices.ts';
import { buildReceiving } from './build-receiving.ts';
import { buildSettings } from './build-settings.ts';
import { buildStatusBoard } from './build-status-board.ts';
import { buildSubscription } from './build-subscription.ts';
import type { Monitor, MonitorOptions } from './monitor-api.ts';

/**
 * Builds each part once, in order, passes it what it needs, and closes in reverse. A part that reports to one built later
 * offers a way to add listeners; the later part adds them.
 * @throws DatabaseError, PortInUse
 */
export const createMonitor = async (options: MonitorOptions): Promise<Monitor> => {
  const { config, secrets, version, log, sendRequest = sendFromNode, now = Date.now } = options;
  const { dataDir } = config;
  limitHeapGrowth();
  await using parts = new AsyncDisposableStack();
  const closeOnExit = <T extends { close(): unknown }>(part: T): T => {
    parts.defer(async () => void (await part.close()));
    return part;
  };
  const pushes = createListeners<PushListener>();
  const planEvents = createListeners<(event: PlanEvent) => void>();
  const push = pushes.notify;

  const storage = closeOnExit(openStorage({ dataDir, secrets, log, now }));
  const { stores, reader, writer } = storage;
  if (!config.demo) forgetDemoData(storage.db, stores.values);
  const settings = buildSettings(options, { storage, push });
  const unapplied = closeOnExit(createUnapplied({ ...stores, writer, now }));
  storage.onWriteResult((error) => void (error === undefined && unapplied.saveCounts()));
  const common = { storage, settings, unapplied, push, log, now };

  const providerClock = createProviderClock(now);
  const notices = buildNotices(common);
  const budget = createRequestBudget({ perHour: () => settings.current().sync.requestsPerHour, now });
  const client = closeOnExit(
    createSettingsClient({ settings, version, now, budget, sendRequest, onServerDate: providerClock.observe }),
  );
  const board = closeOnExit(buildStatusBoard({ ...common, notices, client, budget, providerClock }));

  const ingestPipeline = closeOnExit(
    buildIngestPipeline({ ...common, notices, board, client, emitPlanEvent: planEvents.notify }),
  );
  ingestPipeline.onApplied(board.publishSoon);
  const receiving = closeOnExit(
    await buildReceiving({
      ...common,
      secrets,
      ingest: ingestPipeline.ingest,
      sendRequest,
      heartbeatIntervalMs: config.heartbeatIntervalMs,
    }),
  );
  const { receiverUrl } = receiving;

  const tenant = closeOnExit(
    createTenant({
      db: storage.db,
      values: stores.values,
      settings,
      startDemo: options.startDemo,
      isDemo: config.demo,
      receiverUrl,
      dataDir,
      onPlanReplaced: () => {
        notices.reset();
        unapplied.reset();
        ingestPipeline.onPlanReplaced();
      },
      now,
    }),
  );
  const history = closeOnExit(
    buildHistory({
      ...common,
      notices,
      ingestPipeline,
      tenant,
      providerClock,
      dataDir,
      chooseExportFile: options.chooseExportFile,
    }),
  );
  const subscription = closeOnExit(
    buildSubscription({ ...common, secrets, client, budget, providerClock, board, ingestPipeline, receiving, tenant }),
  );
  const updates = closeOnExit(
    (options.startUpdates ?? noUpdates)({
      feed: () => settings.current().updates.feed,
      onChange: (status) => push('updates.changed', status),
    }),
  );
  settings.onChange(({ current, before }) => {
    if (current.updates !== before.updates) updates.feedChanged();
  });

  const handlers = createHandlers({
    appInfo: { version, shell: options.shell, dataDir },
    restart: options.restart,
    tenant,
    history: history.handlers,
    stores,
    reader,
    writer,
    notices,
    onRejectionsChanged: ingestPipeline.onRejectionsChanged,
    openCount: ingestPipeline.openCount,
    board,
    subscription,
    settings,
    updates,
    client,
    webhooks: createRemoteWebhooks({ client, store: stores.subscriptions }),
    log: log.child('screens'),
    now,
  });

  const recheck = (reason: 'resume' | 'sleep' | 'network' | 'clock', sinceMs?: number) => {
    log.info('checking everything again', { reason });
    // The system's `resume` event is the end of a sleep.
    subscription.recheck(reason === 'resume' ? 'sleep' : reason, sinceMs);
  };
  parts.defer(watchClock({ onJump: recheck, now }));
  parts.defer(watchNetwork({ onChange: () => recheck('network') }));

  // Closed first: later notices are shown after the next start.
  closeOnExit(notices);
  const owned = parts.move();
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closed ??= owned.disposeAsync();
    return closed;
  };
  return {
    handlers,
    receiverUrl,
    connectPage: notices.connectPage,
    begin: async () => {
      if (config.demo) await tenant.enterDemo();
      ingestPipeline.begin();
      history.checkSavedSearches();
      updates.begin();
      await subscription.begin(config.subscribe || config.demo);
    },
    onPush: pushes.add,
    onPlanEvent: planEvents.add,
    takeExport: history.takeExport,
    recheck,
    close,
    [Symbol.asyncDispose]: close,
  };
};
