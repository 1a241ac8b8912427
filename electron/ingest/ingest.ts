import type { AssignmentId } from '../../shared/assignment.ts';
import type { ChangeEvent } from '../../shared/change-event.ts';
import { type Day, dayOf } from '../../shared/time.ts';
import { isStorageError } from '../database/errors.ts';
import type { CounterStore } from '../database/tables/counters.ts';
import type { Delivery, DeliveryStore } from '../database/tables/deliveries.ts';
import type { HintStore } from '../database/tables/hints.ts';
import type { SubscriptionStore } from '../database/tables/subscriptions.ts';
import type { Writer } from '../database/writer.ts';
import { isCompressed } from '../protime/delivery-body.ts';
import type { ParsedEvents } from '../protime/events.ts';
import { createThrottle } from '../throttle.ts';
import type { Apply, EventEffect, Origin } from './apply.ts';
import { outcomeOf, parseDelivery, parseInTurns, unreadableDelivery } from './parse-delivery.ts';
import { createRepeats, type RepeatsOptions } from './repeats.ts';
import { createUnsignedQuota, MAX_HINTS_PER_DELIVERY } from './unsigned-quota.ts';

export interface IngestOptions extends RepeatsOptions {
  writer: Writer;
  deliveries: DeliveryStore;
  subscriptions: SubscriptionStore;
  counters: CounterStore;
  hints: HintStore;
  apply: Apply;
  now: () => number;
  /** After the commit and after the answers: the effects of some deliveries. Must not throw. */
  onDelivered: (effects: readonly EventEffect[]) => void;
  /** After the commit: the effects of a page of a list, or of the API's answers about unverified deliveries. Must not throw. */
  onApiAnswerApplied: (effects: readonly EventEffect[]) => void;
  /** An unverified delivery, or an event that the API contradicts, waits for the API to confirm it. */
  onUnverified: () => void;
  /** A delivery was stored of which something could not be applied. */
  onPutAside: (reason: 'unreadable' | 'not-processed' | 'over-quota') => void;
}

/** Interval between two reports in a burst of deliveries: about 25 a second. */
const REPORT_INTERVAL_MS = 40;
/** Events of one delivery in one transaction: about 5 ms. */
const EVENTS_PER_COMMIT = 100;
/** About 150 events. */
const LONG_BODY_BYTES = 64 * 1024;

/** Result of reading a list: events to apply, and assignments that it no longer contains. */
export interface ListFindings {
  events: readonly ChangeEvent[];
  missing: readonly AssignmentId[];
}

/** Writes every delivery and list page to the log and the plan, in shared commits. */
export const createIngest = (options: IngestOptions) => {
  const { writer, deliveries, subscriptions, counters, hints, apply, now } = options;
  const { onDelivered, onApiAnswerApplied, onUnverified, onPutAside } = options;
  const repeats = createRepeats(options);
  const today = createDayCache();
  const quota = createUnsignedQuota(hints.count, counters);

  /**
   * Stores a delivery and applies its first events; `applyRest` applies the others. Returns undefined for an exact repeat of a
   * stored delivery, which is counted only.
   */
  const store = (delivery: Delivery, parsed: ParsedEvents): Stored | undefined => {
    if (delivery.learnedFormat) subscriptions.setSignatureFormat(delivery.subscriptionId, delivery.learnedFormat);
    if (repeats.isRepeat(delivery, parsed.events)) {
      const { length } = parsed.events;
      counters.add(today(delivery.receivedAtMs), { deliveries: 1, changes: length, duplicate: length });
      return undefined;
    }
    counters.add(today(delivery.receivedAtMs), {
      deliveries: 1,
      unverified: delivery.trust === 'unverified' ? 1 : 0,
      unrecognised: parsed.unreadable.length > 0 ? 1 : 0,
    });
    if (delivery.trust === 'unverified') return storeUnverified(delivery, parsed);
    const isWhole = parsed.events.length <= EVENTS_PER_COMMIT;
    // 'unrecognised' until all of it is applied: after a crash in between, the delivery can be processed again.
    const deliveryId = deliveries.append(delivery, isWhole ? outcomeOf(delivery, parsed) : 'unrecognised');
    return { deliveryId, effects: applyEvents(delivery, deliveryId, parsed.events.slice(0, EVENTS_PER_COMMIT)) };
  };

  const storeUnverified = (delivery: Delivery, parsed: ParsedEvents): Stored => {
    const { receivedAtMs } = delivery;
    const byId = new Map(parsed.events.map((event) => [event.id, event]));
    const decision = quota.take(today(receivedAtMs), delivery.body.length, byId.size);
    if (decision === 'count') return { deliveryId: null, effects: [], isOverQuota: true };
    if (decision === 'envelope') {
      deliveries.append(withIdsOnly(delivery, [...byId.keys()]), 'unrecognised');
      return { deliveryId: null, effects: [], isOverQuota: true };
    }
    const deliveryId = deliveries.append(delivery, outcomeOf(delivery, parsed));
    for (const event of parsed.events) hints.add(event, 'unsigned', { deliveryId, atMs: receivedAtMs });
    return { deliveryId, effects: [] };
  };

  const applyEvents = (delivery: Delivery, deliveryId: number, events: readonly ChangeEvent[]): EventEffect[] => {
    const { receivedAtMs } = delivery;
    const origin: Origin = { source: 'webhook', deliveryId, seenAtMs: receivedAtMs, initial: false };
    const effects = events.map((event) => apply.apply(event, origin));
    count(receivedAtMs, effects);
    return effects;
  };

  /** The events that `store` did not apply, in commits of their own, so that others are not held up. */
  const applyRest = async (delivery: Delivery, deliveryId: number, parsed: ParsedEvents): Promise<void> => {
    const { events } = parsed;
    let failed = false;
    for (let at = EVENTS_PER_COMMIT; at < events.length; at += EVENTS_PER_COMMIT) {
      const some = events.slice(at, at + EVENTS_PER_COMMIT);
      const isLast = at + EVENTS_PER_COMMIT >= events.length;
      const write = (): EventEffect[] => {
        if (isLast) deliveries.setOutcome(deliveryId, failed ? 'partly' : outcomeOf(delivery, parsed));
        return applyEvents(delivery, deliveryId, some);
      };
      const effects = await writer.write(write).catch((error: unknown) => {
        if (isStorageError(error)) throw error;
        failed = true;
        return [];
      });
      scheduleReport(effects, delivery);
    }
    if (failed) {
      await writer.write(() => deliveries.setOutcome(deliveryId, 'partly'));
      onPutAside('not-processed');
    }
  };

  const count = (atMs: number, effects: readonly EventEffect[]): void => {
    const counts = { changes: 0, applied: 0, duplicate: 0, stale: 0 };
    for (const { seq, outcome } of effects) {
      if (seq === null) continue;
      counts.changes++;
      counts[outcome]++;
    }
    counters.add(today(atMs), counts);
  };

  // Reported after the answers are sent: the provider must not wait. The first at once, those of a burst together.
  let delivered: EventEffect[] = [];
  let hasUnverified = false;
  let afterAnswer: NodeJS.Immediate | undefined;
  const scheduleReport = (effects: readonly EventEffect[], { trust }: Delivery): void => {
    for (const one of effects) delivered.push(one);
    hasUnverified ||= trust === 'unverified' || effects.some(({ waits }) => waits);
    if (delivered.length > 0 || hasUnverified) afterAnswer ??= setImmediate(requestReport);
  };
  const requestReport = (): void => {
    afterAnswer = undefined;
    report.request();
  };
  const reportApplied = (): void => {
    const [effects, confirm] = [delivered, hasUnverified];
    delivered = [];
    hasUnverified = false;
    if (effects.length > 0) onDelivered(effects);
    if (confirm) onUnverified();
  };
  const report = createThrottle(reportApplied, REPORT_INTERVAL_MS);

  const accept = async (delivery: Delivery, parsed: ParsedEvents): Promise<void> => {
    const stored = await writer
      .write(() => store(delivery, parsed))
      .catch((error: unknown) => storeUnprocessed(error, delivery));
    if (!stored) return;
    const { deliveryId, effects, isOverQuota } = stored;
    scheduleReport(effects, delivery);
    if (deliveryId !== null && delivery.trust === 'signed') await applyRest(delivery, deliveryId, parsed);
    if (effects[0]?.outcome !== 'applied') repeats.remember(delivery);
    if (isOverQuota) onPutAside('over-quota');
    if (parsed.unreadable.length > 0) onPutAside('unreadable');
  };

  // Long and compressed bodies need memory and time, so they are processed one at a time.
  let lastLong = Promise.resolve();
  const acceptLong = (delivery: Delivery): Promise<void> => {
    const accepted = lastLong.then(async () => accept(delivery, await parseInTurns(delivery)));
    lastLong = accepted.catch(() => {});
    return accepted;
  };

  return {
    /** Resolves when the delivery is on disk; rejects when the storage fails. */
    accept: (delivery: Delivery): Promise<void> =>
      delivery.body.length > LONG_BODY_BYTES || isCompressed(delivery)
        ? acceptLong(delivery)
        : accept(delivery, parseDelivery(delivery)),

    /**
     * Writes the findings of a list. One call is one transaction: at most a few hundred assignments.
     * @param how `isRestored`: the provider's older versions replace ours.
     */
    applyList(
      findings: ListFindings,
      how: { initial: boolean; isRestored?: boolean },
    ): Promise<readonly EventEffect[]> {
      return applyFindings(findings, { source: 'sync', ...how });
    },

    /** Whether the plan is older than an answer of the API. */
    differs: (event: ChangeEvent): boolean =>
      apply.wouldChange(event, { source: 'sync', deliveryId: null, seenAtMs: now(), initial: false }),

    /**
     * Writes the API's answers for assignments named by unverified deliveries; logged as `webhook`: a delivery caused them.
     */
    applyConfirmed: (findings: ListFindings): Promise<readonly EventEffect[]> =>
      applyFindings(findings, { source: 'webhook', initial: false }),

    /** Reports what is pending. Nothing may be accepted after this. */
    close(): void {
      clearImmediate(afterAnswer);
      report.close();
      reportApplied();
    },
  };

  async function applyFindings(
    { events, missing }: ListFindings,
    how: Pick<Origin, 'source' | 'initial' | 'isRestored'>,
  ): Promise<readonly EventEffect[]> {
    const origin: Origin = { ...how, deliveryId: null, seenAtMs: now(), fromApi: true };
    const effects = await writer.write(() => {
      const done = [
        ...events.map((event) => apply.apply(event, origin)),
        // Only a read of the API can show that an assignment is missing.
        ...missing.map((id) => apply.applyRemovedFromList(id, { ...origin, source: 'sync' })),
      ];
      count(origin.seenAtMs, done);
      return done;
    });
    onApiAnswerApplied(effects);
    return effects;
  }

  /** Stores a delivery that our code fails on: it must not be lost, and repeated errors would make Protime disable the webhook. */
  async function storeUnprocessed(error: unknown, delivery: Delivery): Promise<Stored | undefined> {
    if (isStorageError(error)) throw error;
    const stored = await writer.write(() => store(delivery, unreadableDelivery(String(error))));
    onPutAside('not-processed');
    return stored;
  }
};

/** How a delivery was stored; `deliveryId` is null when its body was not kept. */
interface Stored {
  deliveryId: number | null;
  effects: EventEffect[];
  isOverQuota?: boolean;
}

/** A delivery over the quota, with only the ids of its assignments as its body. */
const withIdsOnly = (delivery: Delivery, ids: readonly AssignmentId[]): Delivery => ({
  ...delivery,
  headers: { ...delivery.headers, 'content-encoding': 'identity', 'content-type': 'application/json' },
  body: Buffer.from(
    JSON.stringify({ bytes: delivery.body.length, count: ids.length, ids: ids.slice(0, MAX_HINTS_PER_DELIVERY) }),
  ),
});

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
