import type { AssignmentId } from '../../shared/assignment.ts';
import type { ChangeEvent } from '../../shared/change-event.ts';
import type { Counters } from '../../shared/connection.ts';
import { type Day, dayOf } from '../../shared/time.ts';
import { isStorageError } from '../database/errors.ts';
import type { CounterStore } from '../database/tables/counters.ts';
import type { Delivery, DeliveryStore } from '../database/tables/deliveries.ts';
import type { SubscriptionStore } from '../database/tables/subscriptions.ts';
import type { Writer } from '../database/writer.ts';
import type { ParsedEvents } from '../protime/events.ts';
import { createThrottle } from '../throttle.ts';
import type { Applied, Apply, Origin } from './apply.ts';
import { outcomeOf, parseDelivery, unparsed } from './parse-delivery.ts';
import { createRepeats, type RepeatsOptions } from './repeats.ts';

export interface IngestOptions extends RepeatsOptions {
  writer: Writer;
  deliveries: DeliveryStore;
  subscriptions: SubscriptionStore;
  counters: CounterStore;
  apply: Apply;
  now: () => number;
  /** After the commit and after the answers: the effects of some deliveries. Must not throw. */
  onDelivered: (applied: readonly Applied[]) => void;
  /** After the commit: the effects of a page of a list. Must not throw. */
  onListApplied: (applied: readonly Applied[]) => void;
  /** An unverified delivery waits for the API to confirm it. */
  onUnverified: () => void;
  /** A delivery was stored of which something could not be applied. */
  onPutAside: (reason: 'unreadable' | 'not-processed') => void;
}

/** Interval between two reports in a burst of deliveries: about 25 a second. */
const GATHER_MS = 40;

/** Result of reading a list: events to apply, and assignments that it no longer contains. */
export interface ListFindings {
  events: readonly ChangeEvent[];
  missing: readonly AssignmentId[];
}

/** Writes every delivery and list page to the log and the plan, in shared commits. */
export const createIngest = (options: IngestOptions) => {
  const { writer, deliveries, subscriptions, counters, apply, now } = options;
  const { onDelivered, onListApplied, onUnverified, onPutAside } = options;
  const repeats = createRepeats(options);
  const today = createDayCache();

  /** What it did; undefined for an exact repeat of a stored delivery, which is counted only. */
  const store = (delivery: Delivery, parsed: ParsedEvents): Applied[] | undefined => {
    if (delivery.learnedFormat) subscriptions.setSignatureFormat(delivery.subscriptionId, delivery.learnedFormat);
    if (repeats.isRepeat(delivery, parsed.events)) {
      const { length } = parsed.events;
      counters.add(today(delivery.receivedAtMs), { deliveries: 1, changes: length, duplicate: length });
      return undefined;
    }
    const deliveryId = deliveries.append(delivery, outcomeOf(delivery, parsed));
    const origin: Origin = { source: 'webhook', deliveryId, seenAtMs: delivery.receivedAtMs, initial: false };
    const applied = delivery.trust === 'signed' ? parsed.events.map((event) => apply.apply(event, origin)) : [];
    count(delivery.receivedAtMs, applied, {
      deliveries: 1,
      unverified: delivery.trust === 'unverified' ? 1 : 0,
      unrecognised: parsed.rejected.length > 0 ? 1 : 0,
    });
    return applied;
  };

  const count = (atMs: number, applied: readonly Applied[], more: Partial<Counters>): void => {
    const counts = { changes: 0, applied: 0, duplicate: 0, stale: 0, ...more };
    for (const { seq, outcome } of applied) {
      if (seq === null) continue;
      counts.changes++;
      counts[outcome]++;
    }
    counters.add(today(atMs), counts);
  };

  // Reported after the answers are sent: the provider must not wait. The first at once, those of a burst together.
  let delivered: Applied[] = [];
  let hasUnverified = false;
  let afterAnswer: NodeJS.Immediate | undefined;
  const scheduleNotification = (applied: readonly Applied[], { trust }: Delivery): void => {
    delivered.push(...applied);
    hasUnverified ||= trust === 'unverified';
    if (delivered.length > 0 || hasUnverified) afterAnswer ??= setImmediate(requestNotification);
  };
  const requestNotification = (): void => {
    afterAnswer = undefined;
    notification.request();
  };
  const notifyApplied = (): void => {
    const [applied, confirm] = [delivered, hasUnverified];
    delivered = [];
    hasUnverified = false;
    if (applied.length > 0) onDelivered(applied);
    if (confirm) onUnverified();
  };
  const notification = createThrottle(notifyApplied, GATHER_MS);

  return {
    /** Resolves when the delivery is on disk; rejects when the storage fails. */
    async accept(delivery: Delivery): Promise<void> {
      const parsed = parseDelivery(delivery);
      const applied = await writer
        .write(() => store(delivery, parsed))
        .catch((error: unknown) => storeUnprocessed(error, delivery));
      if (!applied) return;
      if (!applied.some(({ outcome }) => outcome === 'applied')) repeats.remember(delivery);
      if (parsed.rejected.length > 0) onPutAside('unreadable');
      scheduleNotification(applied, delivery);
    },

    /** Writes the findings of a list. One call is one transaction: at most a few hundred assignments. */
    applyList(findings: ListFindings, { initial }: { initial: boolean }): Promise<readonly Applied[]> {
      return applyFindings(findings, initial, 'sync');
    },

    /**
     * Writes the API's answers for assignments named by unverified deliveries; logged as `webhook`: a delivery caused them.
     */
    applyConfirmed: (findings: ListFindings): Promise<readonly Applied[]> => applyFindings(findings, false, 'webhook'),

    /** Reports what is pending. Nothing may be accepted after this. */
    close(): void {
      clearImmediate(afterAnswer);
      notification.close();
      notifyApplied();
    },
  };

  async function applyFindings(
    { events, missing }: ListFindings,
    initial: boolean,
    source: 'sync' | 'webhook',
  ): Promise<readonly Applied[]> {
    const origin: Origin = { source, deliveryId: null, seenAtMs: now(), fromApi: true, initial };
    const applied = await writer.write(() => {
      const done = [
        ...events.map((event) => apply.apply(event, origin)),
        // Only a read of the API can show that an assignment is missing.
        ...missing.map((id) => apply.applyRemovedFromList(id, { ...origin, source: 'sync' })),
      ];
      count(origin.seenAtMs, done, {});
      return done;
    });
    onListApplied(applied);
    return applied;
  }

  /** A delivery that our code fails on is stored unprocessed: it must not be lost, nor get the webhook disabled. */
  async function storeUnprocessed(error: unknown, delivery: Delivery): Promise<Applied[] | undefined> {
    if (isStorageError(error)) throw error;
    const applied = await writer.write(() => store(delivery, unparsed(String(error))));
    onPutAside('not-processed');
    return applied;
  }
};

/** Cached per minute: computing the local day is as costly as reading a row. */
const createDayCache = () => {
  let minute = Number.NaN;
  let day = '';
  return (ms: number): Day => {
    if (Math.floor(ms / 60_000) !== minute) {
      minute = Math.floor(ms / 60_000);
      day = dayOf(ms);
    }
    return day;
  };
};

export type Ingest = ReturnType<typeof createIngest>;
