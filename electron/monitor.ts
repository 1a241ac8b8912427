import type { Notice } from '../shared/notice.ts';
import { toNotification } from '../shared/notification-text.ts';
import { dayOf, setTimeZone } from '../shared/time.ts';
import { createConfirmer } from './connection/confirm.ts';
import { createNameSync } from './connection/name-sync.ts';
import { createNewNames } from './connection/new-names.ts';
import { createStatusBoard } from './connection/status-board.ts';
import { createSubscription } from './connection/subscription.ts';
import { createSync } from './connection/sync.ts';
import { createTenant } from './connection/tenant.ts';
import { forgetDemoData } from './connection/tenant-data.ts';
import { createTroubleWatch } from './connection/trouble.ts';
import { createWebhookKeeper } from './connection/webhook.ts';
import { databasePathIn } from './data-folder.ts';
import { openDatabase } from './database/database.ts';
import { storageProblem } from './database/errors.ts';
import { startIndexer } from './database/indexer.ts';
import { startReader } from './database/reader.ts';
import { restoreIfWished } from './database/restore.ts';
import { createWriter } from './database/writer.ts';
import { createHandlers } from './handlers.ts';
import { createHistory } from './history.ts';
import { createListeners } from './listeners.ts';
import type { Monitor, MonitorOptions } from './monitor-api.ts';
import { createSettingsClient } from './protime/settings-client.ts';
import { createHeartbeat } from './receiver/heartbeat.ts';
import { createReceiver } from './receiver/receiver.ts';
import { createRegistry } from './receiver/registry.ts';
import { createMemory } from './remembered.ts';
import { createSettings } from './settings.ts';
import { createStores } from './stores.ts';
import { type Applied, createApply } from './timeline/apply.ts';
import { createFeed } from './timeline/feed.ts';
import { createIngest } from './timeline/ingest.ts';
import { noticeWanted } from './timeline/notices.ts';
import { createTeller } from './timeline/teller.ts';
import { createSettingsTunnel } from './tunnel/settings-tunnel.ts';
import { ticketFrom } from './tunnel/ticket.ts';

/**
 * Builds each part once, passes it what it needs, and closes in reverse.
 * @throws DatabaseError, PortInUse
 */
export const createMonitor = async (options: MonitorOptions): Promise<Monitor> => {
  const { config, secrets, version, log, now = Date.now } = options;
  await using parts = new AsyncDisposableStack();
  const closeLast = (close: () => unknown) => parts.defer(async () => void (await close()));

  const { push, planEvent, onPush, onPlanEvent } = createListeners();

  // Database
  const databasePath = databasePathIn(config.dataDir);
  restoreIfWished(databasePath, now());
  const db = parts.use(openDatabase(databasePath));
  const stores = createStores(db);
  const { assignments, changes, counters, deliveries, gaps, names, rejections, subscriptions, values } = stores;
  if (!config.demo) forgetDemoData(db, values);
  const writer = createWriter(db, {
    around: counters,
    onStorage: (error) => board.setStorage(error === undefined ? null : storageProblem(error)),
    now,
  });
  closeLast(writer.close);
  const reader = startReader(databasePath);
  closeLast(reader.close);
  const indexer = startIndexer(databasePath, log.part('index'));
  closeLast(indexer.close);
  const memory = createMemory(values, writer);

  // Settings and Protime
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
      if (current.tunnel !== before.tunnel) void tunnel.settingsChanged();
      if (current.protime !== before.protime || current.tunnel !== before.tunnel || secretChanged)
        subscription.settingsChanged();
    },
  });
  setTimeZone(settings.current().plan.timeZone);
  const client = createSettingsClient({ settings, version, now });

  // The connection as the planner sees it
  const troubled = createTroubleWatch((notice) => raise(notice), now);
  const board = createStatusBoard({
    now,
    facts: () => ({
      today: counters.ofDay(dayOf(now())),
      gaps: gaps.list(),
      waiting: deliveries.waitingCount(),
      lastEventAtMs: changes.lastPushedAtMs(),
    }),
    onChange: (status) => {
      push('connection.changed', status);
      troubled(status);
      memory.keepIfPossible('connection', { status, pid: process.pid });
    },
  });

  // From a delivery to the screen
  const language = () => {
    const wanted = settings.current().language;
    return wanted === 'system' ? options.systemLanguage : wanted;
  };
  const raise = (notice: Notice): void => {
    const { notifications, firstRunDone } = settings.current();
    // Before anything was ever wanted, first run itself tells what is missing.
    const isSettingUp = !firstRunDone && !memory.boolean('wanted');
    if (isSettingUp && notice.kind === 'problem') return;
    if (!noticeWanted(notice, notifications, now())) return;
    push(
      'notices.raised',
      toNotification(notice, {
        language: language(),
        showNames: notifications.showNames,
        person: names.person,
        activity: names.activity,
      }),
    );
  };
  const onNames = () => {
    push('names.changed', { people: names.people(), activities: names.activities() });
    indexer.pokeNames();
  };
  const feed = createFeed({ lastSeq: changes.lastSeq, onPatch: (patch) => push('timeline.changed', patch) });
  closeLast(feed.close);
  const teller = createTeller({
    rejections,
    writer,
    raise,
    onPlanEvent: planEvent,
    onCount: (openCount) => push('rejections.changed', { openCount }),
    now,
  });
  const newNames = createNewNames({ client, names, writer, onNames, log: log.part('names') });
  closeLast(newNames.close);
  const show = (applied: readonly Applied[]) => {
    feed.add(applied);
    indexer.poke();
    history.poke();
    newNames.look(applied);
    board.counted();
  };
  const onDelivered = (applied: readonly Applied[]) => {
    show(applied);
    teller.tell(applied);
  };
  const apply = createApply({ assignments, changes, rejections });
  const onWaiting = () => confirmer.poke();
  const ingest = createIngest({
    writer,
    deliveries,
    subscriptions,
    counters,
    apply,
    now,
    onDelivered,
    onListed: show,
    onWaiting,
  });
  const confirmer = createConfirmer({
    client,
    ingest,
    deliveries,
    writer,
    log: log.part('confirm'),
    onConfirmed: teller.tell,
  });
  closeLast(confirmer.close);
  const onReplaced = () => {
    push('timeline.reset', undefined);
    push('rejections.changed', { openCount: rejections.openCount() });
  };
  const history = createHistory({
    db,
    stores,
    writer,
    reader,
    indexer,
    settings,
    language,
    dataDir: config.dataDir,
    isDemo: () => tenant.isDemo(),
    chooseExportFile: options.chooseExportFile,
    apply,
    push,
    raise,
    onDelivered,
    onWaiting,
    onForgotten: onReplaced,
    log,
    now,
  });
  closeLast(history.close);

  // Receiver and tunnel
  const registry = createRegistry(subscriptions, secrets);
  const heartbeat = createHeartbeat({ now });
  const receiver = await createReceiver({
    port: settings.current().tunnel.receiverPort,
    find: registry.find,
    accept: async (delivery) => {
      await ingest.accept(delivery);
      if (!delivery.learned) return;
      registry.learned(delivery.subscriptionId, delivery.learned);
      subscription.signedNow();
    },
    onRefused: () =>
      void ingest
        .countRefused(1)
        .then(board.counted)
        .catch(() => {}),
    heartbeat,
    now,
    log: log.part('receiver'),
  });
  closeLast(receiver.close);
  const tunnel = createSettingsTunnel({
    tunnel: () => settings.current().tunnel,
    localPort: receiver.port,
    ticket: ticketFrom(heartbeat),
    lastName: {
      get: () => memory.text('tunnel-name') ?? null,
      set: (name) => memory.keepIfPossible('tunnel-name', name),
    },
    onStatus: (status) => subscription.onTunnelStatus(status),
    onHeartbeat: (state) => subscription.onHeartbeat(state),
    onUrlChanged: () => subscription.look(),
    heartbeatMs: config.heartbeatMs,
    now,
    log: log.part('tunnel'),
  });
  closeLast(tunnel.close);

  // The subscription's life
  const subscription = createSubscription({
    client,
    webhooks: createWebhookKeeper({ client, store: subscriptions, writer, registry, secrets, now }),
    tunnel,
    sync: createSync({ client, ingest, assignments, changes, period: () => settings.current().sync, now }),
    syncNames: createNameSync({
      client,
      names,
      writer,
      activityStructureVersion: () => settings.current().protime.activityStructureVersion,
      log: log.part('names'),
      onNames,
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
  });
  closeLast(subscription.close);

  // Whose plan the database holds
  const tenant = createTenant({
    db,
    values,
    settings,
    startDemo: options.startDemo,
    isDemo: config.demo,
    receiverUrl: receiver.url,
    dataDir: config.dataDir,
    unsubscribe: subscription.unsubscribe,
    onReplaced,
    now,
  });
  closeLast(tenant.close);

  const handlers = createHandlers({
    info: () => ({
      version,
      shell: options.shell,
      demo: tenant.isDemo(),
      dataDir: config.dataDir,
      systemLanguage: options.systemLanguage,
    }),
    startDemo: async () => {
      await tenant.enterDemo();
      void subscription.subscribe();
    },
    stopDemo: tenant.leaveDemo,
    testNotice: () => raise({ kind: 'test' }),
    onRejectionsChanged: () => push('rejections.changed', { openCount: rejections.openCount() }),
    history: history.handlers,
    reader,
    writer,
    ...stores,
    board,
    subscription,
    settings,
    client,
    log: log.part('screens'),
    now,
  });

  const owned = parts.move();
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closing ??= owned.disposeAsync();
    return closing;
  };
  return {
    handlers,
    receiverUrl: receiver.url,
    begin: async () => {
      if (config.demo) await tenant.enterDemo();
      teller.tellLeftOver();
      subscription.begin(config.subscribe || config.demo);
      if (deliveries.waitingCount() > 0) confirmer.poke();
    },
    onPush,
    onPlanEvent,
    takeExport: history.takeExport,
    wake: (reason) => {
      log.info('looking at everything anew', { reason });
      subscription.look();
    },
    close,
    [Symbol.asyncDispose]: close,
  };
};
