import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createWriter } from '../../../electron/database/writer.ts';
import { createApply, type EventEffect } from '../../../electron/ingest/apply.ts';
import { createConfirmer, FAST_REQUESTS_PER_HOUR } from '../../../electron/ingest/confirm.ts';
import { createIngest } from '../../../electron/ingest/ingest.ts';
import { silentLog } from '../../../electron/log.ts';
import type { UpsertEvent } from '../../../electron/protime/assignment-wire.ts';
import type { AssignmentRange } from '../../../electron/protime/assignments.ts';
import { ProtimeError, type ProtimeErrorCode } from '../../../electron/protime/errors.ts';
import { listed, pushed, startCore, upsert } from './core.ts';

const NOON = Date.parse('2026-03-10T12:00:00Z');
const MINUTE_MS = 60_000;

/** A provider that answers what it is told to. */
const createProvider = () => {
  const rows = new Map<number, UpsertEvent>();
  const failing = new Map<number, ProtimeErrorCode>();
  const asked: number[] = [];
  const ranges: AssignmentRange[] = [];
  let failure: ProtimeErrorCode | undefined;
  let listFailure: ProtimeErrorCode | undefined;
  let onAsked = (_id: number): void => {};
  return {
    asked,
    ranges,
    put: (id: number, changeVersion: string, fields: Record<string, unknown> = {}) =>
      rows.set(id, upsert(id, changeVersion, fields) as UpsertEvent),
    remove: (id: number) => rows.delete(id),
    fail: (code: ProtimeErrorCode | undefined) => {
      failure = code;
    },
    failList: (code: ProtimeErrorCode) => {
      listFailure = code;
    },
    failFor: (id: number, code: ProtimeErrorCode) => failing.set(id, code),
    onAsked: (listener: (id: number) => void) => {
      onAsked = listener;
    },
    client: {
      assignment: async (id: number) => {
        asked.push(id);
        onAsked(id);
        const code = failure ?? failing.get(id);
        if (code) throw new ProtimeError(code, 'GET /assignments/{id}');
        return rows.get(id);
      },
      async *assignments(range: AssignmentRange) {
        ranges.push(range);
        const code = failure ?? listFailure;
        if (code) throw new ProtimeError(code, 'GET /assignments', { status: 400 });
        const found = [...rows.values()].filter(
          ({ fields }) =>
            fields.from >= range.from && fields.from <= range.until && range.personIds?.includes(fields.personId ?? 0),
        );
        yield { assignments: found, unreadable: [] };
      },
    },
  };
};

const start = (core = startCore(), provider = createProvider()) => {
  vi.useFakeTimers({ now: NOON, toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] });
  const confirmed: EventEffect[] = [];
  const putAside: string[] = [];
  const writer = createWriter(core.db, { hooks: core.counters });
  const ingest = createIngest({
    ...core,
    writer,
    apply: createApply(core),
    now: Date.now,
    onDelivered: () => {},
    onApiAnswerApplied: () => {},
    onUnverified: () => confirmer.confirmSoon(),
    onPutAside: (reason) => putAside.push(reason),
  });
  const confirmer = createConfirmer({
    ...core,
    client: provider.client,
    ingest,
    writer,
    unapplied: {
      putAside: (reason, count = 1) => void putAside.push(...Array.from({ length: count }, () => reason)),
      waitingChanged: () => {},
    },
    log: silentLog,
    now: Date.now,
    onConfirmed: (applied) => confirmed.push(...applied),
  });
  onTestFinished(async () => {
    await confirmer.close();
    vi.useRealTimers();
  });
  const deliver = (body: unknown, trust: 'signed' | 'unverified' = 'unverified') =>
    ingest.accept({
      ...{ subscriptionId: 1, headers: {}, trust, receivedAtMs: Date.now() },
      body: Buffer.from(JSON.stringify(body)),
    });
  /** Lets time pass, and everything happen that is due. */
  const pass = async (ms: number) => {
    await vi.advanceTimersByTimeAsync(ms);
    for (let turn = 0; turn < 200; turn += 1) await nextTurn();
    await vi.advanceTimersByTimeAsync(0);
  };
  const outcomes = () =>
    (core.db.prepare('SELECT outcome FROM delivery ORDER BY id').all() as { outcome: string }[]).map(
      ({ outcome }) => outcome,
    );
  return { ...core, provider, ingest, confirmer, confirmed, putAside, deliver, pass, outcomes };
};

const wire = (id: number, changeVersion: string, fields: Record<string, unknown> = {}) => ({
  changeType: 'InsertOrUpdate',
  data: upsert(id, changeVersion, fields).raw,
});
const removal = (id: number, changeVersion: string) => ({ changeType: 'Delete', data: { id, changeVersion } });

describe('an answer that is older than what was named', () => {
  it('confirms nothing: it is asked again until the API has caught up', async () => {
    const { provider, apply, deliver, pass, assignments, deliveries, confirmed, outcomes } = start();
    apply(upsert(1, 'A'), pushed());
    provider.put(1, 'A');
    await deliver(wire(1, 'B', { isRejected: true }));
    await pass(MINUTE_MS);
    expect([assignments.get(1)?.isRejected, outcomes(), deliveries.waiting().count]).toEqual([false, ['waiting'], 1]);
    expect(deliveries.waiting().sinceMs).toBe(NOON);
    provider.put(1, 'B', { isRejected: true });
    await pass(5 * MINUTE_MS);
    expect([assignments.get(1)?.isRejected, outcomes(), deliveries.waiting().count]).toEqual([true, ['confirmed'], 0]);
    expect(confirmed.filter(({ kinds }) => kinds.includes('rejected'))).toHaveLength(1);
  });

  it('is asked for less and less often, never more than once at a time', async () => {
    const { provider, deliver, pass } = start();
    provider.put(1, 'A');
    await deliver(wire(1, 'B'));
    const counts = [];
    for (const ms of [1000, 6000, 16_000, MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS]) {
      await pass(ms);
      counts.push(provider.asked.length);
    }
    expect(counts).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('becomes a reading of the plan after some minutes, and is still asked about for a day', async () => {
    const { provider, deliver, pass, assignments, putAside, outcomes, hints, deliveries } = start();
    await deliver(wire(1, 'B'));
    await pass(1000);
    for (const ms of [6000, 16_000, 61_000]) await pass(ms);
    // It must become a doubt before it no longer waits.
    expect([putAside, outcomes(), deliveries.waiting().count]).toEqual([[], ['waiting'], 1]);
    await pass(5 * MINUTE_MS + 1000);
    expect([putAside, outcomes(), deliveries.waiting().count]).toEqual([['not-confirmed'], ['partly'], 0]);
    for (let hour = 0; hour < 10; hour += 1) await pass(61 * MINUTE_MS);
    provider.put(1, 'B');
    await pass(61 * MINUTE_MS);
    expect([assignments.get(1)?.id, hints.count(), putAside]).toEqual([1, 0, ['not-confirmed']]);
    await deliver(wire(2, 'B'));
    for (let hour = 0; hour < 40; hour += 1) await pass(61 * MINUTE_MS);
    expect([hints.count(), outcomes()]).toEqual([0, ['partly', 'partly']]);
  });

  it.each([
    ['an update of an assignment that the API does not have', wire(1, 'B'), false, false],
    ['the deletion of one that it still has', removal(1, 'B'), true, false],
    ['the deletion of one that it does not have', removal(1, 'B'), false, true],
    ['an update that it has', wire(1, 'A'), true, true],
  ])('waits for %s', async (_name, body, isThere, isSettled) => {
    const { provider, apply, deliver, pass, hints } = start();
    apply(upsert(1, 'A0'), pushed());
    if (isThere) provider.put(1, 'A');
    await deliver(body);
    await pass(1000);
    expect(hints.count()).toBe(isSettled ? 0 : 1);
  });

  it('is not confirmed by the answer to an earlier question', async () => {
    const { provider, deliver, pass, assignments, hints } = start();
    provider.put(1, 'A');
    await deliver(wire(1, 'A'));
    // While the API answers for A, B is delivered.
    let second: Promise<void> | undefined;
    provider.onAsked(() => {
      second ??= deliver(wire(1, 'B'));
    });
    await pass(1000);
    await second;
    expect(hints.count()).toBe(1);
    provider.put(1, 'B', { comments: 'second' });
    await pass(MINUTE_MS);
    expect([assignments.get(1)?.comments, hints.count()]).toEqual(['second', 0]);
  });

  it('is asked for within the hour when the clock was set back', async () => {
    const { provider, deliver, pass, assignments } = start();
    await deliver(wire(1, 'B'));
    await pass(1000);
    vi.setSystemTime(NOON - 365 * 24 * 60 * MINUTE_MS);
    provider.put(1, 'B');
    const asked = provider.asked.length;
    for (let minute = 0; minute < 125; minute += 1) await pass(MINUTE_MS);
    expect([assignments.get(1)?.changeVersion, provider.asked.length - asked]).toEqual(['B', 1]);
  });

  it('waits over a restart', async () => {
    const first = start();
    await first.deliver(wire(1, 'B'));
    await first.pass(MINUTE_MS);
    await first.confirmer.close();
    const { provider, confirmer, pass, assignments } = start(first);
    provider.put(1, 'B');
    confirmer.confirmSoon();
    await pass(5 * MINUTE_MS);
    expect(assignments.get(1)?.changeVersion).toBe('B');
  });

  it('leaves the plan as the provider has it, whatever is named, answered and repeated', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            id: fc.integer({ min: 1, max: 3 }),
            version: fc.integer({ min: 0, max: 9 }),
            lag: fc.nat(3),
            deletes: fc.boolean(),
          }),
          { minLength: 1, maxLength: 12 },
        ),
        async (steps) => {
          const { provider, deliver, pass, db, confirmer } = start();
          const versions = new Map<number, number>();
          // Each change is delivered before the API knows of it, in the order of the provider's versions.
          for (const [at, { id, lag, deletes }] of steps.entries()) {
            versions.set(id, at);
            const isDeletion = deletes && at < steps.length;
            await deliver(isDeletion ? removal(id, `V${100 + at}`) : wire(id, `V${100 + at}`));
            await pass(lag * 4000);
            if (isDeletion) provider.remove(id);
            else provider.put(id, `V${100 + at}`);
          }
          await pass(10 * MINUTE_MS);
          await pass(10 * MINUTE_MS);
          const plan = db.prepare('SELECT id, change_version AS v FROM assignment WHERE deleted = 0 ORDER BY id').all();
          const expected = [...versions]
            .sort(([a], [b]) => a - b)
            .flatMap(([id, at]) => (steps[at]?.deletes ? [] : [{ id, v: `V${100 + at}` }]));
          expect(plan).toEqual(expected);
          await confirmer.close();
        },
      ),
      { numRuns: 25 },
    ));
});

describe('a signed event that contradicts what the API said before', () => {
  it('is confirmed when it is newer than what was gone', async () => {
    const { provider, apply, applyRemovedFromList, deliver, pass, assignments, confirmed, deliveries } = start();
    apply(upsert(1, 'A'), listed());
    applyRemovedFromList(1, listed());
    await deliver(wire(1, 'B', { isRejected: true }), 'signed');
    await pass(2000);
    expect([assignments.get(1)?.deleted, deliveries.waiting().count]).toEqual([true, 1]);
    // The list had left it out once.
    provider.put(1, 'B', { isRejected: true });
    await pass(MINUTE_MS);
    expect(assignments.get(1)).toMatchObject({ deleted: false, isRejected: true });
    expect(confirmed.filter(({ kinds }) => kinds.includes('rejected'))).toHaveLength(1);
    expect(deliveries.waiting().count).toBe(0);
  });

  it('is confirmed at once where the API has it again', async () => {
    const { provider, apply, applyRemovedFromList, deliver, pass, assignments, hints } = start();
    apply(upsert(1, 'A'), listed());
    applyRemovedFromList(1, listed());
    provider.put(1, 'A');
    await deliver(wire(1, 'A', { comments: 'the same version' }), 'signed');
    await pass(2000);
    expect([assignments.get(1)?.deleted, hints.count()]).toEqual([false, 0]);
  });

  it('is only an old one, when the assignment was deleted by a delivery or the event is older', async () => {
    const { apply, applyRemovedFromList, deliver, pass, hints, provider } = start();
    apply(upsert(1, 'B'), listed());
    applyRemovedFromList(1, listed());
    await deliver(wire(1, 'A'), 'signed');
    await deliver([wire(2, 'A'), removal(2, 'C'), wire(2, 'B')], 'signed');
    await pass(2000);
    expect([hints.count(), provider.asked]).toEqual([0, []]);
  });

  it('no longer waits once the deletion is delivered', async () => {
    const { apply, applyRemovedFromList, deliver, pass, hints, provider } = start();
    apply(upsert(1, 'A'), listed());
    applyRemovedFromList(1, listed());
    await deliver(wire(1, 'B'), 'signed');
    await deliver(removal(1, 'C'), 'signed');
    await pass(2000);
    expect([hints.count(), provider.asked]).toEqual([0, []]);
  });
});

describe('the questions', () => {
  const DATES = ['2029-01-01', '0001-01-01', '9999-12-31', '1900-01-01', '2026-03-10', '2026-06-01'];

  it('never name a long range, whatever the dates of the hints', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...DATES), { minLength: 9, maxLength: 60 }), async (dates) => {
        const { provider, deliver, pass, hints, confirmer } = start();
        for (const [id, from] of dates.entries()) provider.put(id + 1, 'A', { from, until: from });
        await deliver(dates.map((from, id) => wire(id + 1, 'A', { from, until: from })));
        for (let round = 0; round < 20; round += 1) await pass(1000);
        expect(hints.count()).toBe(0);
        for (const { from, until } of provider.ranges) {
          expect(Date.parse(until) - Date.parse(from)).toBeLessThanOrEqual(92 * 86_400_000);
          expect(from >= '2025-02-10' && until <= '2027-04-10').toBe(true);
        }
        await confirmer.close();
      }),
      { numRuns: 20 },
    ));

  it('are asked one by one where the list is refused', async () => {
    const { provider, deliver, pass, assignments } = start();
    provider.failList('unexpected-answer');
    for (let id = 1; id <= 30; id += 1) provider.put(id, 'A');
    await deliver(Array.from({ length: 30 }, (_, n) => wire(n + 1, 'A')));
    await pass(1000);
    await pass(1000);
    expect([assignments.count(), provider.ranges.length, provider.asked.length]).toEqual([30, 1, 30]);
  });

  it.each<ProtimeErrorCode>(['unexpected-answer', 'server-error', 'timeout'])(
    'about one assignment that ends in %s do not hold up the others, nor what comes in later',
    async (code) => {
      const { provider, deliver, pass, assignments } = start();
      provider.failFor(1, code);
      for (let id = 2; id <= 40; id += 1) provider.put(id, 'A', { from: '2029-01-01' });
      await deliver(wire(1, 'A'));
      await pass(1000);
      await deliver(Array.from({ length: 38 }, (_, n) => wire(n + 2, 'A', { from: '2029-01-01' })));
      await pass(1000);
      await deliver(wire(40, 'A', { from: '2029-01-01' }));
      await pass(1000);
      expect(assignments.count()).toBe(39);
    },
  );

  it('are asked again when an outage is over', async () => {
    const { provider, deliver, pass, assignments, putAside, outcomes } = start();
    provider.fail('unreachable');
    provider.put(1, 'A');
    await deliver(wire(1, 'A'));
    for (let minute = 0; minute < 20; minute += 1) await pass(MINUTE_MS);
    expect([outcomes(), putAside]).toEqual([['waiting'], []]);
    expect(provider.asked.length).toBeLessThan(30);
    provider.fail(undefined);
    await pass(MINUTE_MS);
    expect([assignments.count(), outcomes()]).toEqual([1, ['confirmed']]);
  });

  it('about what came last are asked first: thousands of made-up ids do not hold up a genuine one', async () => {
    const { provider, deliver, pass, assignments, putAside, hints } = start();
    provider.put(1, 'A', { isRejected: true });
    let askedBefore = 0;
    provider.onAsked((id) => {
      if (id >= 1000 && askedBefore++ === 20) void deliver(wire(1, 'A', { isRejected: true }));
      if (id === 1) expect(askedBefore).toBeLessThan(40);
    });
    await deliver(Array.from({ length: 400 }, (_, n) => wire(1000 + n, 'A', { from: '2029-01-01' })));
    vi.setSystemTime(NOON + 1000);
    await pass(1000);
    expect(assignments.get(1)?.isRejected).toBe(true);
    await deliver(Array.from({ length: 14_000 }, (_, n) => removal(10_000 + n, 'A')));
    expect([putAside.at(-1), hints.count()]).toEqual(['over-quota', 400]);
  });
});

describe('the quota of unsigned deliveries', () => {
  const sizes = ({ db }: ReturnType<typeof start>) =>
    db.prepare('SELECT count(*) AS n, sum(length(body)) AS bytes FROM delivery').get() as { n: number; bytes: number };

  it('keeps ids instead of bodies, and has the plan read', async () => {
    const app = start();
    for (let n = 0; n < 20; n += 1)
      await app.deliver(Array.from({ length: 14_000 }, (_, i) => removal(20_000 * n + i + 1, 'A')));
    expect(app.putAside).toEqual(Array.from({ length: 20 }, () => 'over-quota'));
    expect(sizes(app).bytes).toBeLessThan(200_000);
    expect([app.hints.count(), app.outcomes()[0]]).toEqual([0, 'unrecognised']);
    const { body } = app.db.prepare('SELECT body FROM delivery').get() as { body: Buffer };
    expect(JSON.parse(body.toString())).toMatchObject({ count: 14_000, ids: expect.arrayContaining([1, 500]) });
  });

  it('limits the bytes and the rows of a day', async () => {
    const app = start();
    const filler = 'x'.repeat(1_000_000);
    for (let n = 1; n <= 50; n += 1) await app.deliver({ ...removal(n, 'A'), filler });
    expect(sizes(app).bytes).toBeLessThan(33 * 1024 * 1024);
    const many = Array.from({ length: 20_050 }, (_, n) => app.deliver({ nothing: n }));
    await Promise.all(many);
    expect(sizes(app).n).toBe(20_000);
    expect(app.counters.total()).toMatchObject({ deliveries: 20_100, unverified: 20_100 });
    vi.setSystemTime(NOON + 24 * 60 * MINUTE_MS);
    await app.deliver(wire(1, 'A'));
    expect(sizes(app).n).toBe(20_001);
  });

  it('goes on after a restart, also on a day that had deliveries before', async () => {
    const before = start();
    const filler = 'x'.repeat(1_000_000);
    for (let n = 1; n <= 10; n += 1) await before.deliver({ ...removal(n, 'A'), filler });
    vi.setSystemTime(NOON + 24 * 60 * MINUTE_MS);
    for (let n = 1; n <= 30; n += 1) await before.deliver({ ...removal(100 + n, 'A'), filler });
    await before.confirmer.close();
    const after = start(before);
    vi.setSystemTime(NOON + 24 * 60 * MINUTE_MS);
    for (let n = 1; n <= 20; n += 1) await after.deliver({ ...removal(200 + n, 'A'), filler });
    expect(sizes(after).bytes).toBeLessThan((10 + 34) * 1_000_100);
    expect(after.putAside).toHaveLength(17);
  });

  it('does not concern signed deliveries', async () => {
    const app = start();
    await app.deliver(
      Array.from({ length: 4000 }, (_, n) => wire(n + 1, 'A')),
      'signed',
    );
    expect([app.assignments.count(), app.putAside, app.outcomes()]).toEqual([4000, [], ['processed']]);
  });
});

it('asks about deliveries that an earlier version of the app left waiting', async () => {
  const { deliveries, provider, confirmer, pass, assignments, outcomes, putAside } = start();
  const store = (body: unknown) =>
    deliveries.append(
      {
        ...{ subscriptionId: 1, headers: {}, trust: 'unverified', receivedAtMs: NOON },
        body: Buffer.from(JSON.stringify(body)),
      },
      'waiting',
    );
  store(wire(1, 'A'));
  store(Array.from({ length: 14_000 }, (_, n) => removal(10_000 + n, 'A')));
  store('nothing that is understood today');
  store(wire(2, 'A'));
  provider.put(1, 'A');
  provider.put(2, 'A');
  confirmer.confirmSoon();
  await pass(1000);
  await pass(1000);
  expect(outcomes()).toEqual(['confirmed', 'partly', 'confirmed', 'confirmed']);
  expect([assignments.count(), putAside]).toEqual([2, ['over-quota']]);
});

describe('more hints than the API can be asked about', () => {
  /** Deletions of assignments that the API does not have: one answer confirms each. */
  const removals = (from: number, count: number) => Array.from({ length: count }, (_, n) => removal(from + n, 'B'));

  it('are asked about a few at a time once many were in an hour, the newest first, until an hour has passed', async () => {
    const { provider, deliver, pass, hints } = start();
    for (let n = 0; n < 6; n += 1) {
      await deliver(removals(n * 500, 500));
      await pass(10_000);
    }
    const asked = provider.asked.length;
    expect(asked).toBeGreaterThanOrEqual(FAST_REQUESTS_PER_HOUR);
    expect(asked).toBeLessThan(FAST_REQUESTS_PER_HOUR + 30);
    const waiting = hints.count();

    provider.put(9000, 'B');
    await deliver(wire(9000, 'B'));
    await pass(MINUTE_MS);
    expect(provider.asked.slice(asked)).toContain(9000);
    for (let minute = 0; minute < 30; minute += 1) await pass(MINUTE_MS);
    expect(provider.asked.length).toBeLessThan(asked + 32 * 8);

    await pass(30 * MINUTE_MS);
    await pass(MINUTE_MS);
    expect(waiting).toBeGreaterThan(300);
    expect(hints.count()).toBe(0);
  });
});
