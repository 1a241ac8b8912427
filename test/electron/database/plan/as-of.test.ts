import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, type WritableDb } from '../../../../electron/database/database.ts';
import { createPlanAsOf } from '../../../../electron/database/plan/as-of.ts';
import { createLogByTime } from '../../../../electron/database/plan/log-by-time.ts';
import { openQueries, type Queries } from '../../../../electron/database/queries.ts';
import { openSearchIndex } from '../../../../electron/database/search/search-index.ts';
import { createApply } from '../../../../electron/ingest/apply.ts';
import { createStores } from '../../../../electron/storage/stores.ts';
import type { Assignment } from '../../../../shared/assignment.ts';
import { createRandom } from '../../../fakes/planner-data.ts';
import { pushed, remove, upsert } from '../../ingest/core.ts';
import { readWholeLog } from './read-whole-log.ts';

let folder: string;
let path: string;
let db: WritableDb;
let queries: Queries | undefined;
let apply: ReturnType<typeof createApply>['apply'];
let applyRemovedFromList: ReturnType<typeof createApply>['applyRemovedFromList'];
const open = () => {
  queries = openQueries(path);
  return queries;
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plan-then-'));
  path = join(folder, 'monitor.db');
  db = openDatabase(path);
  ({ apply, applyRemovedFromList } = createApply(createStores(db)));
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

/** Thirty people and some hundred assignments, each changed a few times: moved, reassigned, unassigned, deleted. */
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

/** The first lines of the log. */
const indexUpTo = (lines: number): void => {
  const index = openSearchIndex(path);
  index.indexNewLines(lines);
  index.close();
};

describe('the plan as it was known at a moment', () => {
  const everyone = [null, ...Array.from({ length: 30 }, (_, n) => n + 1)];
  const LINES = 600;
  const MOMENTS = [0, 1, 50, 150, 299, 301, 450, 599, 600];
  const facts = (list: readonly Assignment[]) =>
    list.map(({ id, seq, personId, deleted, comments }) => JSON.stringify({ id, seq, personId, deleted, comments }));

  it.each([{ indexed: LINES }, { indexed: 300 }, { indexed: 0 }])(
    'equals a replay of the whole log at any distance, with $indexed of 600 lines indexed',
    ({ indexed }) => {
      fill(LINES);
      if (indexed > 0) indexUpTo(indexed);
      const { timeline, db: readable } = open();
      for (const at of MOMENTS) {
        const asOfMs = at * 1000 + 500;
        const expected = readWholeLog(readable, week, asOfMs).filter((a) => !a.deleted);
        const { assignments } = timeline.snapshot(week, everyone, { asOfMs });
        expect(facts(assignments).toSorted(), `at ${at}`).toEqual(facts(expected).toSorted());
        const some = timeline.snapshot(week, [null, 4, 7], { asOfMs }).assignments;
        expect(facts(some).toSorted(), `some people at ${at}`).toEqual(
          facts(expected.filter((a) => [null, 4, 7].includes(a.personId))).toSorted(),
        );
        const { rows } = timeline.rows(week, '2026-03-09', { asOfMs });
        const inWeek = expected.filter((a) => a.from >= week.from && a.from <= week.until);
        expect(new Set(rows.map((r) => r.personId)), `at ${at}`).toEqual(new Set(inWeek.map((a) => a.personId)));
      }
    },
  );

  it('contains assignments deleted later with their last version, in the order of their days', () => {
    fill(LINES);
    const planAsOf = createPlanAsOf(db);
    const { positionAt } = createLogByTime(db);
    for (const at of MOMENTS) {
      const atMs = at * 1000 + 500;
      const found = planAsOf.assignments({ range: week, position: positionAt(atMs) });
      expect(facts(found), `at ${at}`).toEqual(facts(readWholeLog(db, week, atMs)));
      if (at >= 150) expect(found.some(({ deleted }) => deleted)).toBe(true);
    }
  });

  it('distinguishes assignments that were deleted and restored from those that did not exist yet', () => {
    apply(upsert(1, version(1), { comments: 'first' }), pushed(1000));
    apply(upsert(1, version(2), { comments: 'second' }), pushed(2000));
    apply(upsert(2, version(1)), pushed(2500));
    apply(remove(1, version(3)), pushed(3000));
    applyRemovedFromList(2, pushed(4000));
    apply(upsert(1, version(5), { comments: 'back' }), pushed(5000));
    const planAsOf = createPlanAsOf(db);
    const { positionAt } = createLogByTime(db);
    const at = (atMs: number) =>
      planAsOf
        .assignments({ range: week, position: positionAt(atMs) })
        .map(({ id, comments, deleted }) => [id, comments, deleted]);
    expect(at(999)).toEqual([]);
    expect(at(1000)).toEqual([[1, 'first', false]]);
    expect(at(2500)).toEqual([
      [1, 'second', false],
      [2, null, false],
    ]);
    expect(at(3500)).toEqual([
      [1, 'second', true],
      [2, null, false],
    ]);
    expect(at(4500)).toEqual([
      [1, 'second', true],
      [2, null, true],
    ]);
    expect(at(9000)).toEqual([
      [1, 'back', false],
      [2, null, true],
    ]);
  });

  it('counts lanes and the main activity as of that moment', () => {
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

describe('what changed since a moment', () => {
  it('contains the people whose plan differs, and the previous positions', () => {
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
    expect(since?.previousVersions.map(({ id, personId, deleted }) => [id, personId, deleted])).toEqual([
      [1, 11, false],
      [2, 12, false],
      [3, 13, true],
    ]);
    expect(assignments.map((a) => a.id).toSorted()).toEqual([1, 2, 4, 6]);
  });

  it('leaves out changes that were reverted', () => {
    apply(upsert(1, version(1)), pushed(1000));
    const { timeline } = open();
    apply(upsert(1, version(2), { startTimeInMinutes: 600 }), pushed(3000));
    expect(timeline.rows(week, '2026-03-09', { changedSinceMs: 2000 }).rows).toHaveLength(1);
    apply(upsert(1, version(3)), pushed(4000));
    expect(timeline.rows(week, '2026-03-09', { changedSinceMs: 2000 }).rows).toHaveLength(0);
  });
});

describe('the log by time', () => {
  it('counts the lines of each part, and the total', () => {
    fill(100);
    const { timeline } = open();
    const { fromMs, untilMs, counts } = timeline.histogram(10);
    expect([fromMs, untilMs]).toEqual([1000, 100_000]);
    expect(counts).toEqual([10, 10, 10, 10, 10, 10, 10, 10, 10, 10]);
  });

  it('is empty without a line', () => {
    expect(open().timeline.histogram(2)).toEqual({ fromMs: 0, untilMs: 0, counts: [0, 0] });
  });
});
