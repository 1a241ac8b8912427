import { dayOf, isRecent } from '../../shared/time.ts';
import type { Doubt, PutAsideCounts, PutAsideReason, UnappliedStatus } from '../../shared/unapplied.ts';
import type { CounterStore } from '../database/tables/counters.ts';
import type { DeliveryStore } from '../database/tables/deliveries.ts';
import type { Writer } from '../database/writer.ts';
import { createListeners } from '../listeners.ts';
import { createThrottle } from '../throttle.ts';

export interface UnappliedOptions {
  counters: Pick<CounterStore, 'add' | 'addPutAside' | 'putAsideOfDay'>;
  deliveries: Pick<DeliveryStore, 'waiting'>;
  writer: Pick<Writer, 'write'>;
  now: () => number;
}

/** A delivery that waits longer for its confirmation makes the plan doubtful. */
export const WAITING_LIMIT_MS = 2 * 60_000;
/** Readings because of what was put aside begin at least this far apart, whatever arrives. */
export const READ_AGAIN_EVERY_MS = 60_000;
/** Changes within this time are written and reported together. */
const REPORT_INTERVAL_MS = 250;

/** These cannot contain a change of the plan. */
const WITHOUT_DOUBT: ReadonlySet<PutAsideReason> = new Set(['unreadable-name']);

/**
 * What arrives and is not applied is known already (a duplicate, an older version), waits for the API's confirmation, or is
 * put aside. Here the last two are counted, and here is decided whether they make the plan doubtful:
 * - put aside: until a reading of the plan that began afterwards has succeeded;
 * - waiting: once the oldest has waited for two minutes;
 * - not arrived: until a delivery arrives by itself again.
 *
 * What was put aside is kept in memory: a start reads the plan before anything is *live*. Waiting deliveries are in the
 * database, and so are the counters.
 */
export const createUnapplied = ({ counters, deliveries, writer, now }: UnappliedOptions) => {
  const changeListeners = createListeners<() => void>();
  let sinceLastReading = NOTHING;
  /** What was put aside before the running reading began. */
  let beingRead = NOTHING;
  let notArrived: { count: number; sinceMs: number | null } = NONE;
  /** Unreadable records of the last complete reading, by their content. */
  let knownRecords = new Map<string, PutAsideReason>();
  /** Those of the running reading. */
  let recordsOfThisReading = new Map<string, PutAsideReason>();
  let lastReadAgainMs: number | null = null;
  let uncounted = { putAside: NOTHING, notArrived: 0 };
  let saving = Promise.resolve();
  let lastWaiting: { count: number; sinceMs: number | null } = NONE;

  const waiting = () => {
    try {
      lastWaiting = deliveries.waiting();
    } catch {
      // The writer reports a damaged database; until then the last known values are used.
    }
    return lastWaiting;
  };
  const putAsideSinceReading = (): Tally => merge(beingRead, sinceLastReading);

  const doubt = (): Doubt | null => {
    const nowMs = now();
    const { counts, sinceMs } = putAsideSinceReading();
    if (sinceMs !== null) return { reason: 'put-aside', sinceMs, count: sumOf(counts), details: counts };
    if (notArrived.sinceMs !== null)
      return { reason: 'not-arrived', sinceMs: notArrived.sinceMs, count: notArrived.count, details: {} };
    const { count, sinceMs: oldestMs } = waiting();
    if (oldestMs === null || isRecent(WAITING_LIMIT_MS, oldestMs, nowMs)) return null;
    return { reason: 'waiting', sinceMs: oldestMs, count, details: {} };
  };

  const save = async (): Promise<void> => {
    const counts = uncounted;
    if (counts.notArrived === 0 && counts.putAside.sinceMs === null) return;
    uncounted = { putAside: NOTHING, notArrived: 0 };
    try {
      await writer.write(() => {
        const day = dayOf(now());
        counters.add(day, { refused: counts.putAside.counts.refused ?? 0, notArrived: counts.notArrived });
        for (const [reason, n] of entriesOf(counts.putAside.counts)) counters.addPutAside(day, reason, n);
      });
    } catch {
      // Tried again with the next change, and when the storage works again.
      uncounted = {
        putAside: merge(counts.putAside, uncounted.putAside),
        notArrived: counts.notArrived + uncounted.notArrived,
      };
      return;
    }
    changeListeners.notify();
  };
  const saveCounts = (): Promise<void> => {
    saving = saving.then(save, save);
    return saving;
  };
  const report = createThrottle(() => {
    changeListeners.notify();
    void saveCounts();
  }, REPORT_INTERVAL_MS);

  const readAgainAtMs = (): number | null => {
    if (putAsideSinceReading().sinceMs === null) return null;
    const nowMs = now();
    if (lastReadAgainMs === null || !isRecent(READ_AGAIN_EVERY_MS, lastReadAgainMs, nowMs)) return nowMs;
    return lastReadAgainMs + READ_AGAIN_EVERY_MS;
  };

  const putAside = (reason: PutAsideReason, count = 1): void => {
    if (count === 0) return;
    const atMs = now();
    uncounted = { ...uncounted, putAside: withAdded(uncounted.putAside, reason, count, atMs) };
    if (!WITHOUT_DOUBT.has(reason)) sinceLastReading = withAdded(sinceLastReading, reason, count, atMs);
    report.request();
  };

  return {
    /**
     * Something arrived and was not applied: counts it and, unless it is a name, makes the plan doubtful until it is read
     * again.
     */
    putAside,
    /** Unreadable records in an answer of the API. One that was reported before with the same content is not counted again. */
    putAsideRecords(reason: 'unreadable-row' | 'unreadable-name', records: readonly unknown[]): void {
      const contents = new Set(records.map((record) => JSON.stringify(record)));
      const added = [...contents].filter((content) => !knownRecords.has(content));
      for (const content of contents) {
        knownRecords.set(content, reason);
        recordsOfThisReading.set(content, reason);
      }
      putAside(reason, added.length);
    },
    /** A comparison with the provider found changes whose delivery never came. */
    recordNotArrived(count: number): void {
      if (count === 0) return;
      notArrived = { count: notArrived.count + count, sinceMs: notArrived.sinceMs ?? now() };
      uncounted = { ...uncounted, notArrived: uncounted.notArrived + count };
      report.request();
    },
    /** A delivery came that brought a change before any comparison found it. */
    recordArrived(): void {
      if (notArrived.sinceMs === null) return;
      notArrived = NONE;
      report.request();
    },
    /** The number or age of the waiting deliveries changed. */
    waitingChanged: (): void => report.request(),
    /** A reading of the whole period begins. One that fails is followed by another `readBegan`. */
    readBegan(): void {
      if (putAsideSinceReading().sinceMs !== null) lastReadAgainMs = now();
      beingRead = putAsideSinceReading();
      sinceLastReading = NOTHING;
      recordsOfThisReading = new Map();
    },
    /** The reading has succeeded: what was put aside before it began no longer makes the plan doubtful. */
    readSucceeded(): void {
      beingRead = NOTHING;
      knownRecords = recordsOfThisReading;
      report.request();
    },
    doubt,
    /** When a waiting delivery will make the plan doubtful because it has waited too long; infinite when none will. */
    nextDoubtAtMs: (): number => {
      const limitMs = (waiting().sinceMs ?? Number.POSITIVE_INFINITY) + WAITING_LIMIT_MS;
      return limitMs > now() ? limitMs : Number.POSITIVE_INFINITY;
    },
    /** When the plan is to be read because of what was put aside; null when it need not be. */
    readAgainAtMs,
    status(): UnappliedStatus {
      const { counts, sinceMs } = putAsideSinceReading();
      return {
        waitingSinceMs: waiting().sinceMs,
        putAside: {
          today: counters.putAsideOfDay(dayOf(now())),
          unread: counts,
          sinceMs,
          known: countReasons(knownRecords.values()),
        },
        notArrived,
        readAgainAtMs: readAgainAtMs(),
      };
    },
    /** Called when any of it changed; several changes in a burst are one call. */
    onChange: changeListeners.add,
    /** Writes counts that could not be written before. */
    saveCounts,
    /** Another plan is in the database. */
    reset(): void {
      [sinceLastReading, beingRead, notArrived] = [NOTHING, NOTHING, NONE];
      [knownRecords, recordsOfThisReading] = [new Map(), new Map()];
      report.request();
    },
    async close(): Promise<void> {
      report.close();
      await saveCounts();
    },
  };
};

export type Unapplied = ReturnType<typeof createUnapplied>;

/** Number per reason, and when the first was added. */
interface Tally {
  readonly counts: PutAsideCounts;
  readonly sinceMs: number | null;
}
const NOTHING: Tally = { counts: {}, sinceMs: null };
const NONE = { count: 0, sinceMs: null };

const withAdded = ({ counts, sinceMs }: Tally, reason: PutAsideReason, n: number, atMs: number): Tally => ({
  counts: { ...counts, [reason]: (counts[reason] ?? 0) + n },
  sinceMs: sinceMs ?? atMs,
});

const countReasons = (reasons: Iterable<PutAsideReason>): PutAsideCounts => {
  const counts: PutAsideCounts = {};
  for (const reason of reasons) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
};

const merge = (earlier: Tally, later: Tally): Tally => {
  if (earlier.sinceMs === null) return later;
  return entriesOf(later.counts).reduce((sum, [reason, n]) => withAdded(sum, reason, n, 0), earlier);
};

const entriesOf = (counts: PutAsideCounts): [PutAsideReason, number][] =>
  Object.entries(counts) as [PutAsideReason, number][];

const sumOf = (counts: PutAsideCounts): number => entriesOf(counts).reduce((sum, [, n]) => sum + n, 0);
