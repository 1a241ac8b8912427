import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, type WritableDb } from '../../../electron/database/database.ts';
import { planAsOf } from '../../../electron/database/plan-as-of.ts';
import { openQueries, type Queries } from '../../../electron/database/queries.ts';
import { openSearchIndex } from '../../../electron/database/search-index.ts';
import { createVersionsThen } from '../../../electron/database/versions-then.ts';
import { createStores } from '../../../electron/stores.ts';
import { createApply } from '../../../electron/timeline/apply.ts';
import { createRandom } from '../../fakes/planner-data.ts';
import { pushed, remove, upsert } from '../timeline/core.ts';

let folder: string;
let path: string;
let db: WritableDb;
let queries: Queries | undefined;
let apply: ReturnType<typeof createApply>['apply'];
const open = () => {
  queries = openQueries(path);
  return queries;
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plan-then-'));
  path = join(folder, 'monitor.db');
  db = openDatabase(path);
  apply = createApply(createStores(db)).apply;
  openSearchIndex(path).close();
});
afterEach(() => {
  queries?.close();
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

const week = { from: '2026-03-09', until: '2026-03-15' };
const version = (n: number) => String(n).padStart(10, '0');
const day = (n: number) => `2026-03-${String(n).padStart(2, '0')}`;

/** Thirty people, some hundred assignments, each changed a few times: moved, given away, deleted, given to nobody. */
const fill = (lines: number) =>
  db.transaction(() => {
    const random = createRandom(3);
    for (let n = 1; n <= lines; n++) {
      const id = 1 + Math.floor(random() * (lines / 5));
      const from = day(5 + Math.floor(random() * 14));
      const personId = Math.floor(random() * 31);
      const event =
        random() < 0.1
          ? remove(id, version(n))
          : upsert(id, version(n), {
              person: personId === 0 ? null : { id: personId },
              from,
              until: from,
              startTimeInMinutes: 60 * Math.floor(random() * 12),
              comments: `line ${n}`,
            });
      apply(event, pushed(n * 1000));
    }
  })();

describe('the plan as it was known at a moment', () => {
  const everyone = [null, ...Array.from({ length: 30 }, (_, n) => n + 1)];

  for (const [what, indexedFirst] of [
    ['with every line in the text index', true],
    ['with a text index that is far behind', false],
  ] as const)
    it(`is what a reading of the whole log says, near and far, ${what}`, () => {
      fill(600);
      if (indexedFirst) {
        const index = openSearchIndex(path);
        index.catchUp(10_000);
        index.close();
      }
      const { timeline, db: readable } = open();
      for (const at of [0, 1, 50, 150, 299, 301, 450, 599, 600]) {
        const expected = planAsOf(readable, week, at * 1000 + 500).filter((a) => !a.deleted);
        const { assignments } = timeline.snapshot(week, everyone, { asOfMs: at * 1000 + 500 });
        const facts = (list: readonly { id: number; seq: number; comments: string | null }[]) =>
          list.map(({ id, seq, comments }) => `${id} ${seq} ${comments}`).toSorted();
        expect(facts(assignments), `at ${at}`).toEqual(facts(expected));
        const { rows } = timeline.rows(week, '2026-03-09', { asOfMs: at * 1000 + 500 });
        const people = new Set(
          expected.filter((a) => a.from >= week.from && a.from <= week.until).map((a) => a.personId),
        );
        expect(new Set(rows.map((r) => r.personId)), `at ${at}`).toEqual(people);
      }
    });

  it('counts the bars on top of each other and the main activity as they were then', () => {
    const activity = (activityId: string) => ({
      activityLevels: [{ level: 1, activityDefinition: { id: activityId } }],
    });
    apply(upsert(1, version(1), activity('a')), pushed(1000));
    apply(upsert(2, version(1), activity('a')), pushed(2000));
    apply(upsert(2, version(2), { person: { id: 8 } }), pushed(3000));
    apply(upsert(3, version(1), { person: { id: 9 } }), pushed(4000));
    const { timeline } = open();
    const { rows } = timeline.rows(week, '2026-03-09', { asOfMs: 2500, grouped: true });
    expect(rows).toMatchObject([{ personId: 7, lanes: 2, activityId: 'a' }]);
  });
});

describe('the version of an assignment at a position of the log', () => {
  it.each([
    ['by what changed just before', { window: 1000 }],
    ['along the chain', { window: 0, mostSteps: 1000 }],
    ['by the text index', { window: 0, mostSteps: 2 }],
  ])('is found %s', (_, ways) => {
    fill(400);
    const index = openSearchIndex(path);
    index.catchUp(10_000);
    index.close();
    const readable = open().db;
    const { versionAt } = createVersionsThen(readable, ways);
    const last = readable.prepare<[number, number], { seq: number; after: string | null }>(
      `SELECT seq, after FROM change WHERE assignment_id = ? AND seq <= ? AND outcome = 'applied' ORDER BY seq DESC LIMIT 1`,
    );
    for (const position of [1, 40, 200, 399])
      for (let id = 1; id <= 80; id++) {
        const expected = last.get(id, position);
        expect(versionAt(id, position)?.seq, `${id} at ${position}`).toBe(expected?.after ? expected.seq : undefined);
      }
  });
});

describe('what changed since a moment', () => {
  it('names the people whose plan differs, and where things were before', () => {
    for (const id of [1, 2, 3, 4, 5]) apply(upsert(id, version(1), { person: { id: 10 + id } }), pushed(1000));
    apply(upsert(1, version(2), { person: { id: 11 }, startTimeInMinutes: 600 }), pushed(3000));
    apply(upsert(2, version(2), { person: { id: 20 } }), pushed(3000));
    apply(remove(3, version(2)), pushed(3000));
    apply(upsert(4, version(2), { person: { id: 14 }, comments: 'bring the keys' }), pushed(3000));
    apply(upsert(6, version(1), { person: { id: 16 } }), pushed(4000));
    const { timeline } = open();
    const { rows } = timeline.rows(week, '2026-03-09', { changedSinceMs: 2000 });
    const people = rows.map((r) => r.personId).toSorted();
    expect(people).toEqual([11, 12, 13, 14, 16, 20]);
    expect(rows.find((r) => r.personId === 11)?.lanes).toBe(2);
    const { since, assignments } = timeline.snapshot(week, people, { changedSinceMs: 2000 });
    expect(since?.changedIds.toSorted()).toEqual([1, 2, 4, 6]);
    expect(since?.ghosts.map(({ id, personId, deleted }) => [id, personId, deleted])).toEqual([
      [1, 11, false],
      [2, 12, false],
      [3, 13, true],
    ]);
    expect(assignments.map((a) => a.id).toSorted()).toEqual([1, 2, 4, 6]);
  });

  it('does not name what was changed and changed back', () => {
    apply(upsert(1, version(1)), pushed(1000));
    const { timeline } = open();
    apply(upsert(1, version(2), { startTimeInMinutes: 600 }), pushed(3000));
    expect(timeline.rows(week, '2026-03-09', { changedSinceMs: 2000 }).rows).toHaveLength(1);
    apply(upsert(1, version(3)), pushed(4000));
    expect(timeline.rows(week, '2026-03-09', { changedSinceMs: 2000 }).rows).toHaveLength(0);
  });
});

describe('the log by time', () => {
  it('counts the lines of each part, and all of them together', () => {
    fill(100);
    const { timeline } = open();
    const { fromMs, untilMs, counts } = timeline.moments(10);
    expect([fromMs, untilMs]).toEqual([1000, 100_000]);
    expect(counts).toEqual([10, 10, 10, 10, 10, 10, 10, 10, 10, 10]);
  });

  it('is empty without a line', () => {
    expect(open().timeline.moments(2)).toEqual({ fromMs: 0, untilMs: 0, counts: [0, 0] });
  });
});
