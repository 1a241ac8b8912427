import { COUNTER_NAMES, type CounterName, type Counters, zeroCounters } from '../../../shared/connection.ts';
import type { Day } from '../../../shared/time.ts';
import type { ReadableDb, WritableDb } from '../database.ts';

type Row = { name: string; n: number };

const collect = (rows: readonly Row[]): Counters => {
  const counters = zeroCounters();
  for (const { name, n } of rows) if (isCounterName(name)) counters[name] = n;
  return counters;
};
const isCounterName = (name: string): name is CounterName => COUNTER_NAMES.some((known) => known === name);

/** Reads the counters. */
export const createCounterReader = (db: ReadableDb) => {
  const total = db.prepare<[], Row>('SELECT name, sum(n) AS n FROM counter GROUP BY name');
  const ofDay = db.prepare<[Day], Row>('SELECT name, n FROM counter WHERE day = ?');
  return {
    total: (): Counters => collect(total.all()),
    ofDay: (day: Day): Counters => collect(ofDay.all(day)),
  };
};

/** Counts are written in the transaction of the changes that they count: `begin` and `end` are called once in each. */
export const createCounters = (db: WritableDb) => {
  const put = db.prepare(
    'INSERT INTO counter (day, name, n) VALUES (?, ?, ?) ON CONFLICT (day, name) DO UPDATE SET n = n + excluded.n',
  );
  const pending = new Map<Day, Counters>();
  return {
    ...createCounterReader(db),
    add(day: Day, counts: Partial<Counters>): void {
      const sum = pending.get(day) ?? zeroCounters();
      pending.set(day, sum);
      for (const name of COUNTER_NAMES) sum[name] += counts[name] ?? 0;
    },
    /** Discards counts of an earlier transaction that was rolled back. */
    begin(): void {
      pending.clear();
    },
    end(): void {
      for (const [day, sum] of pending)
        for (const name of COUNTER_NAMES) if (sum[name] > 0) put.run(day, name, sum[name]);
    },
  };
};

export type CounterStore = ReturnType<typeof createCounters>;
