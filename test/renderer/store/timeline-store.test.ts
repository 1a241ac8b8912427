import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createTimelineStore } from '../../../renderer/store/timeline-store.ts';
import type { PlannerApi } from '../../../shared/contract.ts';
import { addDays, dayOf } from '../../../shared/time.ts';
import { eventually } from '../../eventually.ts';
import { createFakePlanner } from '../../fakes/fake-planner.ts';

const now = () => Date.parse('2026-03-10T09:00:00Z');
const range = { from: '2026-03-09', until: '2026-03-15' };

const start = (people = 40) => {
  const planner = createFakePlanner({ people, now });
  const store = createTimelineStore({ api: planner.bridge, today: () => dayOf(now()) });
  planner.bridge.on('timeline.changed', (patch) => store.getState().apply(patch));
  const loaded = () => {
    const value = store.getState().loaded;
    if (!value) throw new Error('nothing is loaded');
    return value;
  };
  const placed = (id: number) =>
    [...loaded().plans.values()].flatMap((p) => p.placed).find((p) => p.assignment.id === id)?.assignment;
  return { planner, store, loaded, placed };
};
const firstOf = (planner: ReturnType<typeof createFakePlanner>, personId: number) => {
  const found = [...planner.assignments.values()].find((a) => a.personId === personId && a.from === '2026-03-11');
  if (!found) throw new Error('the person works on no such day');
  return found;
};
const working = (planner: ReturnType<typeof createFakePlanner>) =>
  planner.people
    .map((p) => p.id)
    .find((id) => [...planner.assignments.values()].some((a) => a.personId === id && a.from === '2026-03-11')) ?? 0;

describe('the plan of a period', () => {
  it('loads all rows, but assignments only of the requested people', async () => {
    const { planner, store, loaded } = start(300);
    await store.getState().load(range);
    store.getState().setNeeded([1000, 1001], [1000, 1001]);
    await eventually(() => expect(loaded().plans.size).toBe(2));
    expect(loaded().rowKeys.length).toBeGreaterThan(290);
    const asked = planner.calls.filter((c) => c.name === 'timeline.snapshot');
    expect(asked.map((c) => c.input)).toEqual([{ ...range, personIds: [1000, 1001] }]);
  });

  it('loads visible people with the rows of a new period, and nearby people afterwards', async () => {
    const { planner, store, loaded } = start(300);
    await store.getState().load(range);
    const around = [1000, 1001, 1002, 1003];
    store.getState().setNeeded([1001], around);
    await eventually(() => expect(loaded().plans.size).toBe(4));
    planner.calls.length = 0;
    const next = { from: addDays(range.from, 7), until: addDays(range.until, 7) };
    await store.getState().load(next);
    const asked = planner.calls.filter((c) => c.name === 'timeline.snapshot');
    expect(asked.map((c) => c.input)).toEqual([
      { ...next, personIds: [1001] },
      { ...next, personIds: [1000, 1002, 1003] },
    ]);
    expect([...loaded().plans.keys()].sort()).toEqual(around);
  });

  it('requests nothing while all visible people are loaded, else all nearby people', async () => {
    const { planner, store, loaded } = start(300);
    await store.getState().load(range);
    store.getState().setNeeded([1001], [1001, 1002]);
    await eventually(() => expect(loaded().plans.size).toBe(2));
    planner.calls.length = 0;
    store.getState().setNeeded([1002], [1001, 1002, 1003]);
    expect(planner.calls).toEqual([]);
    store.getState().setNeeded([1003], [1002, 1003, 1004]);
    expect(planner.calls.map((c) => c.input)).toEqual([{ ...range, personIds: [1003, 1004] }]);
  });

  it('requests people before they scroll into view', async () => {
    const { planner, store, loaded } = start(300);
    await store.getState().load(range);
    store.getState().setNeeded([1001], [1001, 1002]);
    await eventually(() => expect(loaded().plans.size).toBe(2));
    planner.calls.length = 0;
    store.getState().setNeeded([1001], [1001, 1002, 1003, 1004], [1001, 1002, 1003]);
    expect(planner.calls.map((c) => c.input)).toEqual([{ ...range, personIds: [1003, 1004] }]);
  });

  it('after an answer requests only who is visible now, not who was meanwhile', async () => {
    const { planner, store, loaded } = start(300);
    await store.getState().load(range);
    planner.calls.length = 0;
    const release = planner.holdAnswers();
    for (const id of [1000, 1010, 1020, 1030, 1040, 1050]) store.getState().setNeeded([id, id + 1], [id, id + 1]);
    expect(planner.calls.map((c) => c.input)).toEqual([
      { ...range, personIds: [1000, 1001] },
      { ...range, personIds: [1010, 1011] },
    ]);
    release();
    await eventually(() => expect([...loaded().plans.keys()].sort()).toEqual([1000, 1001, 1010, 1011, 1050, 1051]));
    expect(planner.calls).toHaveLength(3);
  });

  it('keeps a patch that overtakes the snapshot', async () => {
    const { planner, store, loaded, placed } = start();
    const id = working(planner);
    await store.getState().load(range);
    const release = planner.holdAnswers();
    store.getState().setNeeded([id], [id]);
    const shift = firstOf(planner, id);
    planner.change(shift.id, { comments: 'changed on the way' });
    release();
    await eventually(() => expect(loaded().plans.has(id)).toBe(true));
    expect(placed(shift.id)?.comments).toBe('changed on the way');
  });

  it('shows the old period until the next one is completely loaded', async () => {
    const { planner, store, loaded } = start();
    const id = working(planner);
    await store.getState().load(range);
    store.getState().setNeeded([id], [id]);
    await eventually(() => expect(loaded().plans.size).toBe(1));
    const release = planner.holdAnswers();
    const next = { from: addDays(range.from, 7), until: addDays(range.until, 7) };
    const arrival = store.getState().load(next);
    expect([loaded().range, store.getState().loading]).toEqual([range, true]);
    release();
    await arrival;
    expect([loaded().range, loaded().plans.has(id), store.getState().loading]).toEqual([next, true, false]);
  });

  it('is loaded again only on another day and after a failure', async () => {
    let today = dayOf(now());
    let isGone = false;
    const { bridge, calls } = createFakePlanner({ people: 40, now });
    const api: PlannerApi = {
      ...bridge,
      call: (name, input) => (isGone ? Promise.reject(new Error('gone')) : bridge.call(name, input)),
    };
    const store = createTimelineStore({ api, today: () => today });
    const reads = async (...asked: Parameters<ReturnType<typeof store.getState>['load']>) => {
      calls.length = 0;
      await store.getState().load(...asked);
      return calls.filter(({ name }) => name === 'timeline.rows').length;
    };
    expect(await reads(range)).toBe(1);
    expect(await reads({ ...range })).toBe(0);
    expect(await reads(range, {}, true)).toBe(1);
    expect(await reads(range, { asOfMs: 1 })).toBe(1);
    expect(await reads(range, { asOfMs: 1 })).toBe(0);
    expect(await reads(range)).toBe(1);
    today = addDays(today, 1);
    expect(await reads(range)).toBe(1);
    isGone = true;
    await store.getState().reload();
    isGone = false;
    expect(await reads(range)).toBe(1);
  });

  it('drops the answer for a period that is no longer shown', async () => {
    const { planner, store, loaded } = start();
    const release = planner.holdAnswers();
    const first = store.getState().load(range);
    const next = { from: addDays(range.from, 14), until: addDays(range.until, 14) };
    const second = store.getState().load(next);
    release();
    await Promise.all([first, second]);
    expect(loaded().range).toEqual(next);
  });

  it('contains missed changes after it is loaded again', async () => {
    const { planner, store, loaded, placed } = start();
    const id = working(planner);
    const shift = firstOf(planner, id);
    await store.getState().load(range);
    store.getState().setNeeded([id], [id]);
    await eventually(() => expect(loaded().plans.size).toBe(1));
    const deaf = createTimelineStore({ api: planner.bridge, today: () => dayOf(now()) });
    await deaf.getState().load(range);
    deaf.getState().setNeeded([id], [id]);
    await eventually(() => expect(deaf.getState().loaded?.plans.size).toBe(1));
    planner.change(shift.id, { isRejected: true });
    await deaf.getState().reload();
    expect(placed(shift.id)?.isRejected).toBe(true);
    const again = deaf
      .getState()
      .loaded?.plans.get(id)
      ?.placed.find((p) => p.assignment.id === shift.id);
    expect(again?.assignment.isRejected).toBe(true);
  });

  it('evicts people who have been out of view for long', async () => {
    const { store, loaded } = start(1200);
    await store.getState().load(range);
    for (let first = 1000; first < 2200; first += 100) {
      const keys = Array.from({ length: 100 }, (_, i) => first + i);
      store.getState().setNeeded(keys, keys);
      await eventually(() => expect(keys.every((key) => loaded().plans.has(key))).toBe(true));
    }
    expect(loaded().plans.size).toBeLessThan(400);
    expect(loaded().plans.has(2199)).toBe(true);
  });

  it('reports a failure, and works at the next attempt', async () => {
    const { planner, store } = start();
    let isGone = true;
    const api: PlannerApi = {
      ...planner.bridge,
      call: (name, input) => (isGone ? Promise.reject(new Error('gone')) : planner.bridge.call(name, input)),
    };
    const failing = createTimelineStore({ api, today: () => dayOf(now()) });
    await failing.getState().load(range);
    expect(failing.getState()).toMatchObject({ failed: true, loaded: null, loading: false });
    isGone = false;
    await failing.getState().reload();
    expect(failing.getState()).toMatchObject({ failed: false, loading: false });
    expect(store.getState().loaded).toBeNull();
  });
});

describe('the plan of a moment', () => {
  const morning = now() - 3_600_000;

  it('shows the visible people before the others are loaded, and ignores later changes', async () => {
    const { planner, store, loaded, placed } = start();
    const id = working(planner);
    const shift = firstOf(planner, id);
    await store.getState().load(range);
    store.getState().setNeeded([id], [id]);
    await eventually(() => expect(loaded().plans.has(id)).toBe(true));
    planner.change(shift.id, { comments: 'today' }, now());
    planner.calls.length = 0;
    await store.getState().load(range, { asOfMs: morning });
    expect(planner.calls.map((c) => c.name).slice(0, 2)).toEqual(['timeline.snapshot', 'timeline.rows']);
    expect(placed(shift.id)?.comments).not.toBe('today');
    planner.change(shift.id, { comments: 'later' });
    expect(placed(shift.id)?.comments).not.toBe('later');
    await store.getState().load(range);
    await eventually(() => expect(placed(shift.id)?.comments).toBe('later'));
  });

  it('with a fast slider loads only the last moment', async () => {
    const { planner, store, loaded } = start();
    await store.getState().load(range);
    planner.calls.length = 0;
    const release = planner.holdAnswers();
    const reads = Array.from({ length: 20 }, (_, n) => store.getState().load(range, { asOfMs: morning + n }));
    release();
    await Promise.all(reads);
    expect(loaded().planVersion).toEqual({ asOfMs: morning + 19 });
    expect(planner.calls.filter((c) => c.name === 'timeline.rows').length).toBeLessThanOrEqual(3);
  });

  it('refreshes the comparison only while the plan is visible, and at once when shown again', async () => {
    const { planner, store, loaded } = start();
    const id = working(planner);
    await store.getState().load(range, { changedSinceMs: morning });
    store.getState().pause();
    planner.calls.length = 0;
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    planner.change(firstOf(planner, id).id, { startMinutes: 555 });
    await vi.runAllTimersAsync();
    expect(planner.calls).toEqual([]);
    await store.getState().load(range, { changedSinceMs: morning });
    expect(loaded().rowKeys).toEqual([id]);
  });

  it('compares with the present again when something changes', async () => {
    const { planner, store, loaded } = start();
    const id = working(planner);
    const shift = firstOf(planner, id);
    await store.getState().load(range, { changedSinceMs: morning });
    expect(loaded().rowKeys).toEqual([]);
    planner.change(shift.id, { startMinutes: 555 });
    await eventually(() => expect(loaded().rowKeys).toEqual([id]));
    store.getState().setNeeded([id], [id]);
    await eventually(() =>
      expect(
        loaded()
          .plans.get(id)
          ?.former.map((g) => g.assignment.id),
      ).toEqual([shift.id]),
    );
    expect(loaded().plans.get(id)?.changedIds).toEqual(new Set([shift.id]));
  });
});
