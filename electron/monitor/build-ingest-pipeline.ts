import { changesAmong, createApply, type EventEffect } from '../ingest/apply.ts';
import { applyWithoutForgotten } from '../ingest/apply-without-forgotten.ts';
import { createConfirmer } from '../ingest/confirm.ts';
import { createIngest } from '../ingest/ingest.ts';
import { createPatchPublisher } from '../ingest/patch-publisher.ts';
import { createPersonNameLookup } from '../ingest/person-name-lookup.ts';
import { createListeners, type PlanEvent } from '../listeners.ts';
import { createOpenCount } from '../notices/open-count.ts';
import { createRejectionNotifier } from '../notices/rejection-notifier.ts';
import type { ProtimeClient } from '../protime/client.ts';
import type { StatusBoard } from '../subscription/status-board.ts';
import type { MonitorNotices } from './build-notices.ts';
import type { CommonParts } from './build-settings.ts';

export interface IngestPipelineParts extends CommonParts {
  board: StatusBoard;
  notices: MonitorNotices;
  client: ProtimeClient;
  emitPlanEvent: (event: PlanEvent) => void;
}

/** After quiet hours, withheld notifications are shown with at most this delay. */
const RECHECK_INTERVAL_MS = 15_000;
const DAY_MS = 24 * 3_600_000;

/** The path of a change: from a delivery or a list page to the database, the screens and the notifications. */
export const buildIngestPipeline = (parts: IngestPipelineParts) => {
  const { storage, settings, unapplied, notices, board, client, push, emitPlanEvent, log, now } = parts;
  const { stores, writer, indexer } = storage;
  const { changes, names, rejections } = stores;
  const afterApply = createListeners<() => void>();
  const notificationPreferences = () => settings.current().notifications;

  const onNamesChanged = () => {
    push('names.changed', { people: names.people(), activities: names.activities() });
    indexer.notifyNames();
  };
  const personNameLookup = createPersonNameLookup({
    ...{ client, names, writer, unapplied, onNamesChanged },
    onFailureChanged: board.publishSoon,
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
  const recheckTimer = setInterval(recheckNotices, RECHECK_INTERVAL_MS).unref();
  notices.onDisplayReady(recheckNotices);

  /** At the end of a mute, withheld rejections are counted and notified at once, and tray and screens are updated. */
  let unmuteTimer: NodeJS.Timeout | undefined;
  const scheduleUnmute = () => {
    clearTimeout(unmuteTimer);
    const remainingMs = (notificationPreferences().mutedUntilMs ?? 0) - now();
    // A longer mute is handled by the periodic recheck: a timer cannot exceed 24 days.
    if (remainingMs > 0 && remainingMs < DAY_MS) unmuteTimer = setTimeout(onPreferencesChanged, remainingMs).unref();
  };
  const onPreferencesChanged = () => {
    onRejectionsChanged();
    recheckNotices();
    scheduleUnmute();
  };
  settings.onChange(({ current, before }) => {
    if (current.notifications !== before.notifications) onPreferencesChanged();
  });

  const publish = (effects: readonly EventEffect[]) => {
    patchPublisher.add(effects);
    indexer.notify(effects.length);
    personNameLookup.lookUpUnknown(effects);
    afterApply.notify();
  };
  const onDelivered = (effects: readonly EventEffect[]) => {
    publish(effects);
    rejectionNotifier.notify(effects);
  };
  /** What is known already does not count: it may have been held back until a comparison found it. */
  const noteArrival = (effects: readonly EventEffect[]) => {
    if (changesAmong(effects).length > 0) unapplied.recordArrived();
  };
  const apply = applyWithoutForgotten(createApply(stores), stores.assignments, storage.forgottenInTenant);
  const onUnverified = () => {
    unapplied.waitingChanged();
    confirmer.confirmSoon();
  };
  const ingest = createIngest({
    ...stores,
    writer,
    apply,
    now,
    onDelivered(effects) {
      onDelivered(effects);
      noteArrival(effects);
    },
    onApiAnswerApplied: publish,
    onUnverified,
    onPutAside: unapplied.putAside,
  });
  const confirmer = createConfirmer({
    ...stores,
    client,
    ingest,
    writer,
    unapplied,
    log: log.child('confirm'),
    now,
    // Not `onDelivered`: confirmed changes were already published through `onApiAnswerApplied`.
    onConfirmed(effects) {
      rejectionNotifier.notify(effects);
      noteArrival(effects);
    },
  });

  return {
    ingest,
    apply,
    /** Called after each group of changes was applied and published. */
    onApplied: afterApply.add,
    /** Rejections that are notified at once, wherever they were found. */
    notifyRejections: rejectionNotifier.notify,
    notifySyncFindings: rejectionNotifier.notifySyncFindings,
    onNamesChanged,
    personNameLookup,
    onDelivered,
    onUnverified,
    onRejectionsChanged,
    /** Number of open rejections, without those that are snoozed, muted or outside the planner's selection. */
    openCount: openCount.count,
    /** The whole plan was replaced (other tenant, or demo). */
    onPlanReplaced(): void {
      push('timeline.reset', undefined);
      onRejectionsChanged();
    },
    /** Continues work of an earlier run: rejections that were not notified, deliveries that were not confirmed. */
    begin(): void {
      rejectionNotifier.notifyFromEarlierRun();
      rejectionNotifier.notifyWithheld();
      scheduleUnmute();
      confirmer.confirmSoon();
    },
    async close(): Promise<void> {
      ingest.close();
      clearInterval(recheckTimer);
      clearTimeout(unmuteTimer);
      openCount.close();
      await confirmer.close();
      personNameLookup.close();
      patchPublisher.close();
    },
  };
};

export type IngestPipeline = ReturnType<typeof buildIngestPipeline>;
