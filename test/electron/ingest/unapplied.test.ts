import { describe, expect, it, onTestFinished } from 'vitest';
import { createWriter } from '../../../electron/database/writer.ts';
import {
  createUnapplied,
  READ_AGAIN_PAUSES_MS,
  SETTLED_AFTER_MS,
  WAITING_LIMIT_MS,
} from '../../../electron/ingest/unapplied.ts';
import { startCore } from './core.ts';

const START_MS = Date.parse('2026-03-10T12:00:00Z');
const DAY = '2026-03-10';
const MINUTE_MS = 60_000;
const [SHORTEST_PAUSE_MS = 0] = READ_AGAIN_PAUSES_MS;

const start = (core = startCore()) => {
  const writer = createWriter(core.db, { hooks: core.counters });
  let nowMs = START_MS;
  const unapplied = createUnapplied({ ...core, writer, now: () => nowMs });
  onTestFinished(async () => {
    await unapplied.close();
    core.db.close();
  });
  let changes = 0;
  unapplied.onChange(() => {
    changes += 1;
  });
  const read = () => {
    unapplied.readBegan();
    unapplied.readSucceeded();
  };
  const wait = (receivedAtMs: number) =>
    core.deliveries.append(
      { subscriptionId: 1, body: Buffer.from('{}'), headers: {}, trust: 'unverified', receivedAtMs },
      'waiting',
    );
  return {
    ...core,
    unapplied,
    read,
    wait,
    at: (ms: number) => {
      nowMs = START_MS + ms;
    },
    changeCount: () => changes,
  };
};

describe('what is put aside', () => {
  it('is a doubt at once, and no longer after a reading that began two minutes afterwards', () => {
    const { unapplied, read, at } = start();
    expect([unapplied.doubt(), unapplied.readAgainAtMs()]).toEqual([null, null]);
    unapplied.putAside('unreadable');
    at(1000);
    unapplied.putAside('refused', 2);
    const doubt = { reason: 'put-aside', sinceMs: START_MS, count: 3, details: { unreadable: 1, refused: 2 } };
    expect([unapplied.doubt(), unapplied.readAgainAtMs()]).toEqual([doubt, START_MS + 1000]);
    read();
    // What the reading showed may be older than the messages.
    const settledAtMs = START_MS + 1000 + SETTLED_AFTER_MS;
    expect([unapplied.doubt(), unapplied.readAgainAtMs()]).toEqual([doubt, settledAtMs]);
    at(settledAtMs - START_MS - 1);
    read();
    expect(unapplied.doubt()?.details).toEqual({ refused: 2 });
    at(settledAtMs - START_MS - 1 + SHORTEST_PAUSE_MS);
    expect(unapplied.readAgainAtMs()).toBe(settledAtMs - 1 + SHORTEST_PAUSE_MS);
    read();
    expect([unapplied.doubt(), unapplied.readAgainAtMs()]).toEqual([null, null]);
  });

  it('stays a doubt while a reading runs, after one that failed, and when it came during one', () => {
    const { unapplied, read, at } = start();
    unapplied.putAside('unreadable');
    at(SETTLED_AFTER_MS);
    unapplied.readBegan();
    expect(unapplied.doubt()?.count).toBe(1);
    unapplied.putAside('unreadable-row');
    unapplied.readBegan();
    expect(unapplied.doubt()?.details).toEqual({ unreadable: 1, 'unreadable-row': 1 });
    unapplied.putAside('too-late');
    unapplied.readSucceeded();
    expect(unapplied.doubt()?.details).toEqual({ 'too-late': 1 });
    unapplied.readBegan();
    unapplied.putAside('too-late');
    at(2 * SETTLED_AFTER_MS);
    unapplied.readSucceeded();
    expect(unapplied.doubt()?.details).toEqual({ 'too-late': 2 });
    read();
    expect(unapplied.doubt()).toBeNull();
  });

  /** The minutes at which readings begin while something is put aside every so often, until `untilMinute`. */
  const readingsOf = ({ unapplied, at }: ReturnType<typeof start>, everyMs: number, untilMinute: number) => {
    const minutes: number[] = [];
    for (let ms = 0; ms < untilMinute * MINUTE_MS; ms += 5000) {
      at(ms);
      if (ms % everyMs === 0) unapplied.putAside('refused', 50);
      if ((unapplied.readAgainAtMs() ?? Number.POSITIVE_INFINITY) > START_MS + ms) continue;
      unapplied.readBegan();
      minutes.push(ms / MINUTE_MS);
      unapplied.readSucceeded();
    }
    return minutes;
  };

  it('causes readings less and less often while it goes on', () => {
    const started = start();
    expect(readingsOf(started, 5000, 130)).toEqual([0, 1, 3, 7, 15, 31, 61, 91, 121]);
    expect(started.unapplied.doubt()).toMatchObject({ reason: 'put-aside', sinceMs: START_MS });
    expect(started.unapplied.status().readAgainAtMs).toBe(START_MS + 151 * MINUTE_MS);
  });

  it('causes a reading at once again after an hour without any, and a second one that settles it', () => {
    expect(readingsOf(start(), 60 * MINUTE_MS, 180)).toEqual([0, 2, 60, 62, 120, 122]);
  });

  it('is read about again soon when the reading failed', () => {
    const { unapplied, at } = start();
    unapplied.putAside('refused');
    for (let minute = 0; minute < 5; minute += 1) {
      at(minute * MINUTE_MS);
      expect(unapplied.readAgainAtMs()).toBe(START_MS + minute * MINUTE_MS);
      unapplied.readBegan();
    }
  });

  it('is read about at once when the clock was set back meanwhile', () => {
    const { unapplied, read, at } = start();
    unapplied.putAside('refused');
    read();
    at(-3_600_000);
    unapplied.putAside('refused');
    expect(unapplied.readAgainAtMs()).toBe(START_MS - 3_600_000);
  });

  it('is counted per day and reason, also when writing failed at first', async () => {
    const { unapplied, counters, db } = start();
    db.exec('PRAGMA query_only = 1');
    unapplied.putAside('not-stored', 2);
    unapplied.putAside('refused');
    unapplied.recordNotArrived(4, 'relay');
    await unapplied.saveCounts();
    expect(counters.ofDay(DAY)).toMatchObject({ putAside: 0, notArrived: 0 });
    db.exec('PRAGMA query_only = 0');
    await unapplied.saveCounts();
    await unapplied.saveCounts();
    expect(counters.putAsideOfDay(DAY)).toEqual({ 'not-stored': 2, refused: 1 });
    expect(counters.total()).toMatchObject({ putAside: 3, refused: 1, notArrived: 4 });
  });

  it('is reported at once, a burst of it twice', () => {
    const { unapplied, changeCount } = start();
    for (let n = 0; n < 1000; n += 1) unapplied.putAside('busy');
    expect(changeCount()).toBe(1);
  });
});

describe('an unreadable record of the API', () => {
  const row = { id: 7, changeVersion: 'A', endTimeInMinutes: 'noon' };

  it('is put aside once, and is known when the next reading finds it as it was', () => {
    const { unapplied } = start();
    unapplied.readBegan();
    unapplied.putAsideRecords('unreadable-row', [row, row]);
    unapplied.readSucceeded();
    expect(unapplied.doubt()).toMatchObject({ count: 1 });
    unapplied.readBegan();
    unapplied.putAsideRecords('unreadable-row', [row]);
    unapplied.readSucceeded();
    expect(unapplied.doubt()).toBeNull();
    expect(unapplied.status().putAside.known).toEqual({ 'unreadable-row': 1 });
    unapplied.putAsideRecords('unreadable-row', [{ ...row, changeVersion: 'B' }]);
    expect(unapplied.doubt()).toMatchObject({ count: 1 });
  });

  it('is forgotten once a reading no longer finds it', () => {
    const { unapplied, read } = start();
    unapplied.putAsideRecords('unreadable-row', [row]);
    read();
    expect(unapplied.status().putAside.known).toEqual({});
    unapplied.putAsideRecords('unreadable-row', [row]);
    expect(unapplied.doubt()).not.toBeNull();
  });

  it('is no doubt where it costs a name only', async () => {
    const { unapplied, counters } = start();
    unapplied.putAsideRecords('unreadable-name', ['[3].firstName']);
    await unapplied.saveCounts();
    expect([unapplied.doubt(), unapplied.readAgainAtMs()]).toEqual([null, null]);
    expect(counters.total().putAside).toBe(1);
  });
});

describe('what waits for its confirmation', () => {
  it('is a doubt by time alone, after two minutes, until it is confirmed', () => {
    const { unapplied, deliveries, wait, at, read } = start();
    const id = wait(START_MS);
    wait(START_MS + 60_000);
    at(WAITING_LIMIT_MS - 1);
    expect([unapplied.doubt(), unapplied.nextDoubtAtMs()]).toEqual([null, START_MS + WAITING_LIMIT_MS]);
    at(WAITING_LIMIT_MS);
    expect(unapplied.doubt()).toEqual({ reason: 'waiting', sinceMs: START_MS, count: 2, details: {} });
    expect(unapplied.nextDoubtAtMs()).toBe(Number.POSITIVE_INFINITY);
    read();
    expect(unapplied.doubt()).not.toBeNull();
    deliveries.setOutcome(id, 'confirmed');
    expect([unapplied.doubt(), unapplied.nextDoubtAtMs()]).toEqual([null, START_MS + 60_000 + WAITING_LIMIT_MS]);
  });

  it('is a doubt when it came in a future that a wrong clock made', () => {
    const { unapplied, wait } = start();
    wait(START_MS + 3_600_000);
    expect(unapplied.doubt()?.reason).toBe('waiting');
  });
});

describe('a restart', () => {
  it('keeps the doubt about a message until a reading settles it', async () => {
    const before = start();
    before.unapplied.putAside('refused', 2);
    await before.unapplied.saveCounts();
    const { unapplied, read, at } = start(before);
    at(10_000);
    const doubt = { reason: 'put-aside', sinceMs: START_MS, count: 2, details: { refused: 2 } };
    expect(unapplied.doubt()).toEqual(doubt);
    read();
    expect([unapplied.doubt(), unapplied.readAgainAtMs()]).toEqual([doubt, START_MS + SETTLED_AFTER_MS]);
    at(SETTLED_AFTER_MS);
    read();
    await unapplied.saveCounts();
    expect([unapplied.doubt(), start(before).unapplied.doubt()]).toEqual([null, null]);
    expect(unapplied.status().putAside.today).toEqual({ refused: 2 });
  });

  it('keeps the doubt that messages arrive, until one does or the subscription was renewed over another way', async () => {
    const before = start();
    before.unapplied.recordNotArrived(2, 'one relay');
    await before.unapplied.saveCounts();
    const { unapplied } = start(before);
    expect(unapplied.doubt()).toEqual({ reason: 'not-arrived', sinceMs: START_MS, count: 2, details: {} });
    unapplied.recordReplaced('one relay');
    expect(unapplied.doubt()).not.toBeNull();
    unapplied.recordReplaced('another relay');
    await unapplied.saveCounts();
    expect([unapplied.doubt(), start(before).unapplied.doubt()]).toEqual([null, null]);
  });

  it('begins without a doubt where what was stored cannot be read', () => {
    const core = startCore();
    core.values.set('unapplied', { messages: { refused: 'two' } });
    expect(start(core).unapplied.doubt()).toBeNull();
  });
});

it('doubts that messages arrive after changes came without one, until one arrives by itself', () => {
  const { unapplied, read, at } = start();
  unapplied.recordNotArrived(0, 'relay');
  expect(unapplied.doubt()).toBeNull();
  unapplied.recordNotArrived(2, 'relay');
  at(1000);
  unapplied.recordNotArrived(1, 'relay');
  read();
  expect(unapplied.doubt()).toEqual({ reason: 'not-arrived', sinceMs: START_MS, count: 3, details: {} });
  unapplied.recordArrived();
  expect(unapplied.doubt()).toBeNull();
});

it('forgets what concerned a plan that was replaced', () => {
  const { unapplied } = start();
  unapplied.putAside('unreadable');
  unapplied.recordNotArrived(1, 'relay');
  unapplied.reset();
  expect([unapplied.doubt(), unapplied.status().notArrived.count]).toEqual([null, 0]);
});
