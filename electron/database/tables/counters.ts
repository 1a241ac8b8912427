import { COUNTER_NAMES, type CounterName, type Counters, zeroCounters } from '../../../shared/connection.ts';
import type { Day } from '../../../shared/time.ts';
import { PUT_ASIDE_REASONS, type PutAsideCounts, type PutAsideReason } from '../../../shared/unapplied.ts';
import type { ReadableDb, WritableDb } from '../database.ts';

type Row = { name: string; n: number };

/** What was put aside is stored per reason; `putAside` is the sum. */
const nameOf = (reason: PutAsideReason): string => `putAside:${reason}`;
const REASON_OF: ReadonlyMap<string, PutAsideReason> = new Map(
  PUT_ASIDE_REASONS.map((reason) => [nameOf(reason), reason]),
);

/** Bytes of the unsigned deliveries whose body is stored; not shown. */
const UNVERIFIED_BYTES = 'unverifiedBytes';

const collect = (rows: readonly Row[]): Counters => {
  const counters = zeroCounters();
  for (const { name, n } of rows)
    if (isCounterName(name)) counters[name] = n;
    else if (REASON_OF.has(name)) counters.putAside += n;
  return counters;
};
const isCounterName = (name: string): name is CounterName => COUNTER_NAMES.some((known) => known === name);

const collectReasons = (rows: readonly Row[]): PutAsideCounts => {
  const counts: PutAsideCounts = {};
  for (const { name, n } of rows) {
    const reason = REASON_OF.get(name);
    if (reason) counts[reason] = n;
  }
  return counts;
};

/** Reads the counters. */
export const createCounterReader = (db: ReadableDb) => {
  const total = db.prepare<[], Row>('SELECT name, sum(n) AS n FROM counter GROUP BY name');
  const ofDay = db.prepare<[Day], Row>('SELECT name, n FROM counter WHERE day = ?');
  return {
    total: (): Counters => collect(total.all()),
    ofDay: (day: Day): Counters => collect(ofDay.all(day)),
    putAsideOfDay: (day: Day): PutAsideCounts => collectReasons(ofDay.all(day)),
    unverifiedBytesOfDay: (day: Day): number => ofDay.all(day).find(({ name }) => name === UNVERIFIED_BYTES)?.n ?? 0,
  };
};

/** What is counted: `putAside` only by its reasons. */
export type CountsToAdd = Partial<Omit<Counters, 'putAside'>>;

/** Counts are written in the transaction of the changes that they count: `begin` and `end` are called once in each. */
export const createCounters = (db: WritableDb) => {
  const put = db.prepare(
    'INSERT INTO counter (day, name, n) VALUES (?, ?, ?) ON CONFLICT (day, name) DO UPDATE SET n = n + excluded.n',
  );
  const pending = new Map<Day, Map<string, number>>();
  const add = (day: Day, name: string, n: number) => {
    if (n === 0) return;
    const sums = pending.get(day) ?? new Map<string, number>();
    pending.set(day, sums);
    sums.set(name, (sums.get(name) ?? 0) + n);
  };
  return {
    ...createCounterReader(db),
    add(day: Day, counts: CountsToAdd): void {
      for (const [name, n] of Object.entries(counts)) add(day, name, n);
    },
    addPutAside(day: Day, reason: PutAsideReason, n: number): void {
      add(day, nameOf(reason), n);
    },
    addUnverifiedBytes(day: Day, bytes: number): void {
      add(day, UNVERIFIED_BYTES, bytes);
    },
    /** Discards counts of an earlier transaction that was rolled back. */
    begin(): void {
      pending.clear();
    },
    end(): void {
      for (const [day, sums] of pending) for (const [name, n] of sums) put.run(day, name, n);
    },
  };
};

export type CounterStore = ReturnType<typeof createCounters>;
