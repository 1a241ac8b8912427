import { dayOf, isRecent } from '../../shared/time.ts';
import {
  type Doubt,
  type PutAsideCounts,
  type PutAsideReason,
  type StoredUnapplied,
  storedUnapplied,
  type UnappliedStatus,
} from '../../shared/unapplied.ts';
import type { CounterStore } from '../database/tables/counters.ts';
import type { DeliveryStore } from '../database/tables/deliveries.ts';
import type { KeyValueStore } from '../database/tables/key-value-store.ts';
import type { Writer } from '../database/writer.ts';
import { createListeners } from '../listeners.ts';
import { createThrottle } from '../throttle.ts';

export interface UnappliedOptions {
  /** Where what is not settled is kept over restarts. */
  values: Pick<KeyValueStore, 'get' | 'set'>;
  counters: Pick<CounterStore, 'add' | 'addPutAside' | 'putAsideOfDay'>;
  deliveries: Pick<DeliveryStore, 'waiting'>;
  writer: Pick<Writer, 'write'>;
  now: () => number;
}

/** A delivery that waits longer for its confirmation makes the plan doubtful. */
export const WAITING_LIMIT_MS = 2 * 60_000;
/**
 * Readings because of what was put aside begin at least this far apart: less and less often while each is followed by more, so
 * that whoever sends what cannot be used does not use up the requests.
 */
export const READ_AGAIN_PAUSES_MS = [1, 2, 4, 8, 16, 30].map((minutes) => minutes * 60_000);
/** After this time without any, the pauses begin at the shortest again. */
const CALM_MS = 60 * 60_000;
/**
 * A message is settled by a reading that began at least this long after it came: an earlier one may have shown a copy of the plan
 * from before it.
 */
export const SETTLED_AFTER_MS = 2 * 60_000;
const LONGEST_PAUSE_MS = Math.max(...READ_AGAIN_PAUSES_MS);
/** Changes within this time are written and reported together. */
const REPORT_INTERVAL_MS = 250;

/** Stored name of what is not settled. */
const STORED_NAME = 'unapplied';

/** These cannot contain a change of the plan. */
const WITHOUT_DOUBT: ReadonlySet<PutAsideReason> = new Set(['unreadable-name']);
/** No messages: these were found in an answer of the API, or when it had been asked for minutes. Any later reading settles them. */
const FROM_API: ReadonlySet<PutAsideReason> = new Set(['unreadable-row', 'not-confirmed']);

/**
 * What arrives and is not applied is known already (a duplicate, an older version), waits for the API's confirmation, or is
 * put aside. Here the last two are counted, and here is decided whether they make the plan doubtful:
 * - put aside: until a reading of the plan has succeeded that began afterwards, and for a message two minutes afterwards. The
 *   first reading begins at once, so that a change is soon shown;
 * - waiting: once the oldest has waited for two minutes;
 * - not arrived: until a delivery arrives by itself again.
 *
 * All of it is in the database, except which records cannot be read: a start reads the plan before anything is *live*.
 */
export const createUnapplied = ({ counters, deliveries, values, writer, now }: UnappliedOptions) => {
  const changeListeners = createListeners<() => void>();
  const initial = storedUnapplied.safeParse(values.get(STORED_NAME)).data ?? NOTHING;
  const unsettled = new Map<PutAsideReason, Unsettled>(
    entriesOf(initial.putAside).map(([reason, entry]) => [reason, { ...entry, isRead: false }]),
  );
  /** Reasons of which nothing was put aside since the running reading began, at `readFromMs`. */
  let beingRead = new Set<PutAsideReason>();
  let readFromMs = 0;
  let { notArrived } = initial;
  /** Unreadable records of the last complete reading, by their content. */
  let knownRecords = new Map<string, PutAsideReason>();
  /** Those of the running reading. */
  let recordsOfThisReading = new Map<string, PutAsideReason>();
  let lastReadAgainMs: number | null = null;
  let lastPutAsideMs: number | null = null;
  /** Readings that succeeded and were the first about something, since the last calm hour. */
  let firstReadings = 0;
  let uncounted: Uncounted = { putAside: {}, notArrived: 0 };
  let savedText = JSON.stringify(initial);
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
  const doubt = (): Doubt | null => {
    const nowMs = now();
    const { counts, sinceMs } = sumOf(unsettled);
    if (sinceMs !== null) return { reason: 'put-aside', sinceMs, count: totalOf(counts), details: counts };
    if (notArrived) return { reason: 'not-arrived', sinceMs: notArrived.sinceMs, count: notArrived.count, details: {} };
    const { count, sinceMs: oldestMs } = waiting();
    if (oldestMs === null || isRecent(WAITING_LIMIT_MS, oldestMs, nowMs)) return null;
    return { reason: 'waiting', sinceMs: oldestMs, count, details: {} };
  };

  const save = async (): Promise<void> => {
    const { putAside: counts, notArrived: found } = uncounted;
    const state: StoredUnapplied = {
      putAside: Object.fromEntries([...unsettled].map(([reason, { isRead, ...entry }]) => [reason, entry])),
      notArrived,
    };
    const text = JSON.stringify(state);
    if (found === 0 && totalOf(counts) === 0 && text === savedText) return;
    uncounted = { putAside: {}, notArrived: 0 };
    try {
      await writer.write(() => {
        const day = dayOf(now());
        counters.add(day, { refused: counts.refused ?? 0, notArrived: found });
        for (const [reason, n] of entriesOf(counts)) counters.addPutAside(day, reason, n);
        values.set(STORED_NAME, state);
      });
      savedText = text;
    } catch {
      // Tried again with the next change, and when the storage works again.
      for (const [reason, n] of entriesOf(counts)) addTo(uncounted.putAside, reason, n);
      uncounted.notArrived += found;
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
    if (unsettled.size === 0) return null;
    const nowMs = now();
    const pauseMs = READ_AGAIN_PAUSES_MS[Math.max(0, firstReadings - 1)] ?? LONGEST_PAUSE_MS;
    return Math.max(wantedAtMs([...unsettled.values()], nowMs), endOf(pauseMs, lastReadAgainMs, nowMs));
  };

  const putAside = (reason: PutAsideReason, count = 1): void => {
    if (count === 0) return;
    const atMs = now();
    addTo(uncounted.putAside, reason, count);
    if (!WITHOUT_DOUBT.has(reason)) {
      if (!isRecent(CALM_MS, lastPutAsideMs, atMs)) firstReadings = 0;
      lastPutAsideMs = atMs;
      const before = unsettled.get(reason) ?? { count: 0, sinceMs: atMs };
      unsettled.set(reason, { ...before, count: before.count + count, lastMs: atMs, isRead: false });
      beingRead.delete(reason);
    }
    report.request();
  };

  const recordArrived = (): void => {
    if (!notArrived) return;
    notArrived = null;
    report.request();
  };

  return {
    /**
     * Something arrived and was not applied: counts it and, unless it is a name, makes the plan doubtful until a reading
     * settles it.
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
    /** A comparison with the provider found changes whose delivery never came. `way`: what deliveries pass through. */
    recordNotArrived(count: number, way: string | null): void {
      if (count === 0) return;
      notArrived = { count: (notArrived?.count ?? 0) + count, sinceMs: notArrived?.sinceMs ?? now(), way };
      uncounted.notArrived += count;
      report.request();
    },
    /** A delivery came that brought a change before any comparison found it. */
    recordArrived,
    /** The subscription was renewed. What was suspected of another way does not concern this one. */
    recordReplaced(way: string | null): void {
      if (notArrived?.way !== way) recordArrived();
    },
    /** The number or age of the waiting deliveries changed. */
    waitingChanged: (): void => report.request(),
    /** A reading of the whole period begins. One that fails is followed by another `readBegan`. */
    readBegan(): void {
      readFromMs = now();
      if (unsettled.size > 0) lastReadAgainMs = readFromMs;
      beingRead = new Set(unsettled.keys());
      recordsOfThisReading = new Map();
    },
    /** The reading has succeeded: it settles what was put aside early enough. */
    readSucceeded(): void {
      if ([...beingRead].some((reason) => unsettled.get(reason)?.isRead === false)) firstReadings += 1;
      for (const [reason, entry] of unsettled) {
        if (!beingRead.has(reason)) continue;
        if (!FROM_API.has(reason) && isRecent(SETTLED_AFTER_MS, entry.lastMs, readFromMs)) entry.isRead = true;
        else unsettled.delete(reason);
      }
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
      const { counts, sinceMs } = sumOf(unsettled);
      return {
        waitingSinceMs: waiting().sinceMs,
        putAside: {
          today: counters.putAsideOfDay(dayOf(now())),
          unsettled: counts,
          sinceMs,
          known: countReasons(knownRecords.values()),
        },
        notArrived: { count: notArrived?.count ?? 0, sinceMs: notArrived?.sinceMs ?? null },
        readAgainAtMs: readAgainAtMs(),
      };
    },
    /** Called when any of it changed; several changes in a burst are one call. */
    onChange: changeListeners.add,
    /** Writes counts that could not be written before. */
    saveCounts,
    /** Another plan is in the database. */
    reset(): void {
      unsettled.clear();
      firstReadings = 0;
      notArrived = null;
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

/** What was put aside for one reason and is not settled. */
interface Unsettled {
  count: number;
  /** When the first and the last of it came. */
  sinceMs: number;
  lastMs: number;
  /** A reading that began after the last of it has succeeded, but began too early to settle it. */
  isRead: boolean;
}
/** Not written to the counters yet. */
interface Uncounted {
  putAside: PutAsideCounts;
  notArrived: number;
}
const NONE = { count: 0, sinceMs: null };
const NOTHING: StoredUnapplied = { putAside: {}, notArrived: null };

/** When a reading is wanted: at once, or when it will settle what was read before. */
const wantedAtMs = (entries: readonly Unsettled[], nowMs: number): number =>
  entries.some(({ isRead }) => !isRead)
    ? nowMs
    : Math.max(...entries.map(({ lastMs }) => endOf(SETTLED_AFTER_MS, lastMs, nowMs)));

/** When `limitMs` have passed since a time; now, if they have, or if that time is in the future of a clock that was set back. */
const endOf = (limitMs: number, atMs: number | null, nowMs: number): number =>
  atMs !== null && isRecent(limitMs, atMs, nowMs) ? atMs + limitMs : nowMs;

/** Number per reason, and when the first was put aside. */
const sumOf = (
  unsettled: ReadonlyMap<PutAsideReason, Unsettled>,
): { counts: PutAsideCounts; sinceMs: number | null } => {
  const counts: PutAsideCounts = {};
  for (const [reason, { count }] of unsettled) counts[reason] = count;
  const firstMs = Math.min(...[...unsettled.values()].map(({ sinceMs }) => sinceMs));
  return { counts, sinceMs: unsettled.size === 0 ? null : firstMs };
};

const countReasons = (reasons: Iterable<PutAsideReason>): PutAsideCounts => {
  const counts: PutAsideCounts = {};
  for (const reason of reasons) addTo(counts, reason, 1);
  return counts;
};

const addTo = (counts: PutAsideCounts, reason: PutAsideReason, n: number): void => {
  counts[reason] = (counts[reason] ?? 0) + n;
};

const entriesOf = <T>(byReason: Partial<Record<PutAsideReason, T>>): [PutAsideReason, T][] =>
  Object.entries(byReason) as [PutAsideReason, T][];

const totalOf = (counts: PutAsideCounts): number => entriesOf(counts).reduce((sum, [, n]) => sum + n, 0);
