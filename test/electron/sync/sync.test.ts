import { describe, expect, it, onTestFinished } from 'vitest';
import type { UpsertEvent } from '../../../electron/protime/assignment-wire.ts';
import type { AssignmentRange, UnreadableAssignment } from '../../../electron/protime/assignments.ts';
import type { ProtimeClient } from '../../../electron/protime/client.ts';
import { ProtimeError } from '../../../electron/protime/errors.ts';
import { createSync } from '../../../electron/sync/sync.ts';
import type { Day } from '../../../shared/time.ts';
import { listed, startCore, upsert } from '../ingest/core.ts';

const NOW_MS = Date.parse('2026-03-10T12:00:00Z');

/** Reads a list of these assignments into a plan in memory. */
const start = (period = { monthsBack: 1, monthsAhead: 3, startedMonthsBefore: 12 }) => {
  const core = startCore();
  onTestFinished(() => void core.db.close());
  let atProvider: UpsertEvent[] = [];
  let unreadable: UnreadableAssignment[] = [];
  let perPage = Number.POSITIVE_INFINITY;
  let failsAfter = Number.POSITIVE_INFINITY;
  let [pagesRead, pageMs] = [0, 0];
  const asked: AssignmentRange[] = [];
  /** Read by id, their answer is unreadable. */
  const unreadableIds = new Set<number>();
  const client: Partial<ProtimeClient> = {
    async *assignments(range) {
      asked.push(range);
      const assignments = atProvider.filter(({ fields: { from } }) => from >= range.from && from <= range.until);
      for (let at = 0; at === 0 || at < assignments.length; at += perPage) {
        if (at >= failsAfter) throw new ProtimeError('server-error', 'GET /assignments');
        pagesRead += 1;
        yield { assignments: assignments.slice(at, at + perPage), unreadable };
      }
    },
    assignment: async (id) => {
      if (unreadableIds.has(id))
        throw new ProtimeError('unexpected-answer', 'GET /assignments/{id}', { detail: 'from' });
      return atProvider.find((one) => one.id === id);
    },
  };
  const putAside: unknown[] = [];
  const commits: number[] = [];
  let lastDay: Day | undefined;
  const sync = createSync({
    client: client as ProtimeClient,
    ingest: {
      applyList: async ({ events, missing }, { initial }) => {
        commits.push(events.length);
        return [
          ...events.map((event) => core.apply(event, listed(1000, initial))),
          ...missing.map((id) => core.applyRemovedFromList(id, listed(1000, initial))),
        ];
      },
    },
    assignments: core.assignments,
    changes: core.changes,
    period: () => period,
    unapplied: { putAsideRecords: (_, records) => void putAside.push(...records) },
    lastDayRead: { get: () => lastDay, set: (day) => (lastDay = day) },
    now: () => NOW_MS + pagesRead * pageMs,
  });
  const read = async (events: readonly unknown[], initial = false) => {
    atProvider = events as UpsertEvent[];
    return sync({ initial, onProgress: () => {} }, new AbortController().signal);
  };
  const listUnreadable = (raw: { id?: number }) => {
    unreadable = [{ index: 0, reason: 'from: missing', raw, ...raw }];
  };
  const answerInPages = (ofRows: number, { failAfter = Number.POSITIVE_INFINITY, everyMs = 0 } = {}) => {
    perPage = ofRows;
    failsAfter = failAfter;
    pageMs = everyMs;
  };
  const planned = () =>
    [...core.assignments.inDays('2026-02-10', '2026-06-10')].map(({ id, last_day }) => [id, last_day]);
  return { read, planned, asked, core, putAside, commits, answerInPages, unreadableIds, listUnreadable };
};

const from = (id: number, start: Day, until: Day | null, more: Record<string, unknown> = {}) =>
  upsert(id, `0${more.version ?? 1}`, { from: start, until, ...more });

describe('assignments that began before the months that are read', () => {
  it('are read where they reach into them, a year back', async () => {
    const { read, planned } = start();
    await read([
      from(1, '2026-01-09', null),
      from(2, '2025-03-01', '2026-02-20'),
      from(3, '2026-02-08', '2026-02-09', { endTimeInMinutes: 1800 }),
      from(4, '2026-01-09', '2026-02-09'),
      from(5, '2025-01-09', null),
    ]);
    expect(planned().map(([id]) => id)).toEqual([2, 1]);
  });

  it('are not kept where they ended before', async () => {
    const { read, core } = start();
    await read([from(4, '2026-01-09', '2026-02-08'), from(3, '2026-02-09', '2026-02-09', { endTimeInMinutes: 1800 })]);
    expect([core.assignments.get(4), core.assignments.get(3)?.id]).toEqual([undefined, 3]);
  });

  it('are found when they are rejected, shortened or deleted while the app is off', async () => {
    const { read, planned } = start();
    await read([from(1, '2026-01-09', null), from(2, '2026-01-09', null), from(3, '2026-01-09', null)], true);
    const { found } = await read([
      from(1, '2026-01-09', null, { isRejected: true, version: 2 }),
      from(2, '2026-01-09', '2026-01-31', { version: 2 }),
    ]);
    expect(found.changeCount).toBe(3);
    expect(found.ofRejections.map(({ kinds }) => kinds[0])).toEqual(['rejected']);
    expect(planned()).toEqual([[1, '9999-12-31']]);
  });

  it('are left out where the setting says so', async () => {
    const { read, planned, asked } = start({ monthsBack: 1, monthsAhead: 3, startedMonthsBefore: 0 });
    await read([from(1, '2026-01-09', null), from(2, '2026-02-10', null)]);
    expect(planned().map(([id]) => id)).toEqual([2]);
    expect(asked.filter((range) => range.from < '2026-02-10')).toEqual([]);
  });
});

describe('what cannot be read', () => {
  it('is put aside and stays as it was known, and does not end the reading', async () => {
    const { read, planned, putAside, listUnreadable, unreadableIds } = start();
    await read([1, 2, 3].map((id) => from(id, '2026-03-11', '2026-03-11')));
    listUnreadable({ id: 1 });
    unreadableIds.add(2);
    await read([from(4, '2026-03-11', '2026-03-11', { endTimeInMinutes: 2881 })]);
    expect(planned().map(([id]) => id)).toEqual([1, 2, 4]);
    expect(putAside).toContainEqual({ id: 1 });
    expect(putAside).toContainEqual(expect.objectContaining({ id: 2, reason: expect.stringContaining('from') }));
    expect(putAside).toContainEqual(expect.objectContaining({ id: 4, endTimeInMinutes: 2881 }));
  });

  it('ends the reading where nothing at all can be read', async () => {
    const { read, planned, listUnreadable } = start();
    await read([from(1, '2026-03-11', '2026-03-11')]);
    listUnreadable({ id: 5 });
    await expect(read([])).rejects.toThrow('from: missing');
    expect(planned().map(([id]) => id)).toEqual([1]);
  });
});

describe('pages', () => {
  const shifts = (count: number) => Array.from({ length: count }, (_, n) => from(n + 1, '2026-03-11', '2026-03-11'));

  it('share commits of a few hundred rows', async () => {
    const { read, commits, answerInPages } = start();
    answerInPages(30);
    expect((await read(shifts(1000), true)).readCount).toBe(1000);
    expect(commits).toEqual([30, 400, 400, 170]);
  });

  it('that come slowly are committed one by one', async () => {
    const { read, commits, answerInPages } = start();
    answerInPages(30, { everyMs: 300 });
    await read(shifts(100), true);
    expect(commits).toEqual([30, 30, 30, 10]);
  });

  it('that were read before a failure count', async () => {
    const { read, planned, answerInPages } = start();
    answerInPages(30, { failAfter: 60 });
    await expect(read(shifts(100))).rejects.toThrow(ProtimeError);
    expect(planned()).toHaveLength(60);
  });
});
