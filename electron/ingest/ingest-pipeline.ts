import type { Wishes } from '../../shared/rejection.ts';
import type { Listeners } from '../listeners.ts';
import type { Log } from '../log.ts';
import type { Notices } from '../notices/notices.ts';
import { createOpenCount } from '../notices/open-count.ts';
import { createTeller } from '../notices/rejection-notifier.ts';
import type { ProtimeClient } from '../protime/client.ts';
import type { Storage } from '../storage/storage.ts';
import { type Applied, createApply } from './apply.ts';
import { applyWithoutForgotten } from './apply-without-forgotten.ts';
import { createConfirmer } from './confirm.ts';
import { createIngest } from './ingest.ts';
import { createFeed } from './patch-publisher.ts';
import { createNewNames } from './person-name-lookup.ts';

export interface IntakeOptions {
  storage: Storage;
  client: ProtimeClient;
  listeners: Pick<Listeners, 'push' | 'planEvent'>;
  notices: Notices;
  /** Whom and what the planner wants to hear of, and whether now. */
  wishes: () => Wishes;
  /** Besides the plan on screen: who else looks at what was applied. */
  onApplied: () => void;
  log: Log;
  now: () => number;
}

/** How long after the end of quiet time the planner may wait for what was kept back. */
const LOOK_EVERY_MS = 15_000;
const DAY_MS = 24 * 3_600_000;

/** From a delivery, or a page of the list, to the screens and to the planner's ear. */
export const createIntake = ({ storage, client, listeners, notices, wishes, onApplied, log, now }: IntakeOptions) => {
  const { stores, writer, indexer } = storage;
  const { changes, deliveries, names, rejections } = stores;
  const { push, planEvent } = listeners;

  const onNames = () => {
    push('names.changed', { people: names.people(), activities: names.activities() });
    indexer.notifyNames();
  };
  const newNames = createNewNames({ client, names, writer, onNames, log: log.part('names') });
  const feed = createFeed({ lastSeq: changes.lastSeq, onPatch: (patch) => push('timeline.changed', patch) });
  const openCount = createOpenCount({ rejections, wishes, push });
  const onRejectionsChanged = openCount.changed;
  const teller = createTeller({
    rejections,
    writer,
    notices,
    onPlanEvent: planEvent,
    onRejections: onRejectionsChanged,
    now,
  });

  const lookAgain = () => {
    teller.tellWithheld();
    notices.lookAtTrouble();
  };
  const looking = setInterval(lookAgain, LOOK_EVERY_MS);
  looking.unref();

  /** What a mute kept back counts, and is told, at its very end: the tray and the screens speak of it then, too. */
  let unmuting: NodeJS.Timeout | undefined;
  const awaitUnmute = () => {
    clearTimeout(unmuting);
    const leftMs = (wishes().mutedUntilMs ?? 0) - now();
    // A longer one is noticed by looking now and then: a timer can wait 24 days only.
    if (leftMs > 0 && leftMs < DAY_MS) unmuting = setTimeout(onWishes, leftMs).unref();
  };
  /** The planner wants to hear of something else now. */
  const onWishes = () => {
    onRejectionsChanged();
    lookAgain();
    awaitUnmute();
  };

  const show = (applied: readonly Applied[]) => {
    feed.add(applied);
    indexer.notify(applied.length);
    newNames.look(applied);
    onApplied();
  };
  const onDelivered = (applied: readonly Applied[]) => {
    show(applied);
    teller.tell(applied);
  };
  const apply = applyWithoutForgotten(createApply(stores), stores.assignments, storage.forgottenHere);
  const onWaiting = () => confirmer.poke();
  const ingest = createIngest({ ...stores, writer, apply, now, onDelivered, onListed: show, onWaiting });
  const confirmer = createConfirmer({
    client,
    ingest,
    deliveries,
    writer,
    log: log.part('confirm'),
    onConfirmed: teller.tell,
  });

  return {
    ingest,
    apply,
    teller,
    onNames,
    onDelivered,
    onWaiting,
    onRejectionsChanged,
    onWishes,
    /** Something can show notices: what waited for that is shown. */
    onDisplayReady: lookAgain,
    openCount: openCount.count,
    /** Everything on the screens is another plan now. */
    onReplaced(): void {
      push('timeline.reset', undefined);
      onRejectionsChanged();
    },
    /** Takes up what an earlier run left: rejections nobody heard of, deliveries nobody confirmed. */
    begin(): void {
      teller.tellLeftOver();
      teller.tellWithheld();
      awaitUnmute();
      if (deliveries.waitingCount() > 0) confirmer.poke();
    },
    async close(): Promise<void> {
      ingest.close();
      clearInterval(looking);
      clearTimeout(unmuting);
      openCount.close();
      await confirmer.close();
      await newNames.close();
      await feed.close();
    },
  };
};

export type Intake = ReturnType<typeof createIntake>;
