import type { NotificationPreferences } from '../../shared/rejection.ts';
import { type Applied, createApply } from '../ingest/apply.ts';
import { applyWithoutForgotten } from '../ingest/apply-without-forgotten.ts';
import { createConfirmer } from '../ingest/confirm.ts';
import { createIngest } from '../ingest/ingest.ts';
import { createPatchPublisher } from '../ingest/patch-publisher.ts';
import { createPersonNameLookup } from '../ingest/person-name-lookup.ts';
import type { Listeners } from '../listeners.ts';
import type { Log } from '../log.ts';
import type { Notices } from '../notices/notices.ts';
import { createOpenCount } from '../notices/open-count.ts';
import { createRejectionNotifier } from '../notices/rejection-notifier.ts';
import type { ProtimeClient } from '../protime/client.ts';
import type { Storage } from '../storage/storage.ts';

export interface IngestPipelineOptions {
  storage: Storage;
  client: ProtimeClient;
  listeners: Pick<Listeners, 'push' | 'emitPlanEvent'>;
  notices: Notices;
  /** Notification preferences in force. */
  notificationPreferences: () => NotificationPreferences;
  /** Called after each change that was applied, besides the plan update. */
  onApplied: () => void;
  /** Names of people can be read again, or cannot. */
  onNamesFailureChanged: () => void;
  log: Log;
  now: () => number;
}

/** Withheld notifications are shown at most this long after quiet hours end. */
const RECHECK_INTERVAL_MS = 15_000;
const DAY_MS = 24 * 3_600_000;

/** Path of a change: from a delivery or a list page to the screens and the notifications. */
export const createIngestPipeline = ({
  storage,
  client,
  listeners,
  notices,
  notificationPreferences,
  onApplied,
  onNamesFailureChanged,
  log,
  now,
}: IngestPipelineOptions) => {
  const { stores, writer, indexer } = storage;
  const { changes, deliveries, names, rejections } = stores;
  const { push, emitPlanEvent } = listeners;

  const onNamesChanged = () => {
    push('names.changed', { people: names.people(), activities: names.activities() });
    indexer.notifyNames();
  };
  const newNames = createPersonNameLookup({
    ...{ client, names, writer, onNamesChanged },
    onFailureChanged: onNamesFailureChanged,
    log: log.child('names'),
  });
  const patchPublisher = createPatchPublisher({
    lastSeq: changes.lastSeq,
    onPatch: (patch) => push('timeline.changed', patch),
  });
  const openCount = createOpenCount({ rejections, notificationPreferences, push });
  const onRejectionsChanged = openCount.scheduleUpdate;
  const rejectionNotifier = createRejectionNotifier({
    rejections,
    writer,
    notices,
    onPlanEvent: emitPlanEvent,
    onRejectionsChanged,
    now,
  });

  const recheckNotices = () => {
    rejectionNotifier.notifyWithheld();
    notices.checkConnectionProblem();
  };
  const recheckTimer = setInterval(recheckNotices, RECHECK_INTERVAL_MS);
  recheckTimer.unref();

  /** When a mute ends, withheld rejections count and are notified at once; tray and screens are updated, too. */
  let unmuteTimer: NodeJS.Timeout | undefined;
  const scheduleUnmute = () => {
    clearTimeout(unmuteTimer);
    const remainingMs = (notificationPreferences().mutedUntilMs ?? 0) - now();
    // A longer mute is handled by the periodic recheck: a timer cannot exceed 24 days.
    if (remainingMs > 0 && remainingMs < DAY_MS) unmuteTimer = setTimeout(onPreferencesChanged, remainingMs).unref();
  };
  /** Notification preferences changed. */
  const onPreferencesChanged = () => {
    onRejectionsChanged();
    recheckNotices();
    scheduleUnmute();
  };

  const publishApplied = (applied: readonly Applied[]) => {
    patchPublisher.add(applied);
    indexer.notify(applied.length);
    newNames.lookUpUnknown(applied);
    onApplied();
  };
  const onDelivered = (applied: readonly Applied[]) => {
    publishApplied(applied);
    rejectionNotifier.notify(applied);
  };
  const apply = applyWithoutForgotten(createApply(stores), stores.assignments, storage.forgottenHere);
  const onUnverified = () => confirmer.confirmSoon();
  const ingest = createIngest({
    ...stores,
    writer,
    apply,
    now,
    onDelivered,
    onListApplied: publishApplied,
    onUnverified,
  });
  const confirmer = createConfirmer({
    client,
    ingest,
    deliveries,
    writer,
    log: log.child('confirm'),
    onConfirmed: rejectionNotifier.notify,
  });

  return {
    ingest,
    apply,
    teller: rejectionNotifier,
    onNames: onNamesChanged,
    personNames: newNames,
    onDelivered,
    onUnverified,
    onRejectionsChanged,
    onWishes: onPreferencesChanged,
    /** Something can show notices: what waited for that is shown. */
    onDisplayReady: recheckNotices,
    openCount: openCount.count,
    /** The whole plan was replaced (other tenant, or demo). */
    onPlanReplaced(): void {
      push('timeline.reset', undefined);
      onRejectionsChanged();
    },
    /** Continues what an earlier run left: rejections not notified, deliveries not confirmed. */
    begin(): void {
      rejectionNotifier.notifyFromEarlierRun();
      rejectionNotifier.notifyWithheld();
      scheduleUnmute();
      if (deliveries.waitingCount() > 0) confirmer.confirmSoon();
    },
    async close(): Promise<void> {
      ingest.close();
      clearInterval(recheckTimer);
      clearTimeout(unmuteTimer);
      openCount.close();
      await confirmer.close();
      await newNames.close();
      await patchPublisher.close();
    },
  };
};

export type IngestPipeline = ReturnType<typeof createIngestPipeline>;
