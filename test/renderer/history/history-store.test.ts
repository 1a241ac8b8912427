import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createHistoryStore } from '../../../renderer/history/history-store.ts';
import type { InputOf } from '../../../shared/contract.ts';
import { createFakePlanner } from '../../fakes/fake-planner.ts';

const setup = (changes = 3) => {
  const planner = createFakePlanner({ people: 6 });
  const ids = [...planner.assignments.keys()];
  let next = 0;
  const change = () => planner.change(ids[next++] ?? 0, { comments: `change ${next}` });
  for (let i = 0; i < changes; i++) change();
  const store = createHistoryStore({ api: planner.bridge });
  const state = store.getState;
  const searches = () => planner.calls.filter((c) => c.name === 'history.search');
  return { planner, store, state, change, searches };
};
/** Lets answers arrive. */
const settle = () => vi.advanceTimersByTimeAsync(1000);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the search over the history', () => {
  it('searches at once, and during a search keeps only the last query', async () => {
    const { planner, state, searches } = setup();
    const release = planner.holdAnswers();
    for (const text of ['j', 'ja', 'jan', 'jan p', 'jan pe']) state().updateQuery({ text });
    await settle();
    const asked = () => searches().map((c) => (c.input as InputOf<'history.search'>).text);
    expect([asked(), state().query.text]).toEqual([['j'], 'jan pe']);
    release();
    await settle();
    expect([asked(), state().resultsQuery.text]).toEqual([['j', 'jan pe'], 'jan pe']);
  });

  it('counts after typing pauses, and only for the last query', async () => {
    const { planner, state } = setup();
    const counted = () =>
      planner.calls
        .filter(({ name }) => name === 'history.counts')
        .map((c) => (c.input as InputOf<'history.counts'>).text);
    for (const text of ['j', 'ja', 'jan']) {
      state().updateQuery({ text });
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(counted()).toEqual([]);
    await settle();
    expect(counted()).toEqual(['jan']);
    expect(state().counts?.total).toBe(0);
  });

  it('does not search again for added spaces', async () => {
    const { state, searches } = setup();
    state().updateQuery({ text: 'jan' });
    await settle();
    state().updateQuery({ text: 'jan ' });
    await settle();
    expect([searches().length, state().query.text]).toEqual([1, 'jan ']);
  });

  it('reads the newest position separately when sorted by shift, and counts later changes', async () => {
    const { state, change, searches } = setup();
    state().updateQuery({ order: 'shift' });
    await settle();
    expect(searches().map((c) => (c.input as InputOf<'history.search'>).order)).toEqual(['shift', 'seen']);
    change();
    await state().refresh();
    expect([state().results?.entries.length, state().resultsVersion]).toEqual([4, 1]);
  });

  it('drops the answer of an outdated query', async () => {
    const { planner, state } = setup();
    const release = planner.holdAnswers();
    state().updateQuery({ text: 'nobody is called this' });
    await settle();
    state().updateQuery({ text: '' });
    await settle();
    release();
    await settle();
    expect(state().resultsQuery.text).toBe(undefined);
    expect(state().results?.entries).toHaveLength(3);
  });

  it('keeps the old results until the new ones arrive', async () => {
    const { planner, state } = setup();
    state().searchAgain();
    await settle();
    const release = planner.holdAnswers();
    state().updateQuery({ kinds: ['deleted'] });
    await settle();
    expect([state().loading, state().results?.entries.length]).toEqual(['first', 3]);
    release();
    await settle();
    expect([state().loading, state().results?.entries.length]).toEqual([null, 0]);
  });

  it('loads the next page after the last one, each change once', async () => {
    const { state } = setup(150);
    state().searchAgain();
    await settle();
    expect(state().results?.entries).toHaveLength(30);
    await state().loadMore();
    const seqs = state().results?.entries.map((e) => e.seq) ?? [];
    await state().loadMore();
    const all = state().results?.entries.map((e) => e.seq) ?? [];
    expect([seqs.length, all.length, new Set(all).size, state().results?.next]).toEqual([130, 150, 150, null]);
  });

  it('adds new changes to the same result', async () => {
    const { state, change } = setup();
    await state().searchAgain();
    change();
    await state().refresh();
    expect([state().results?.entries.length, state().resultsVersion]).toEqual([4, 1]);
    await state().searchAgain();
    expect(state().resultsVersion).toBe(2);
  });

  it('keeps the activities of shifts while a burst removes their rows from the results', async () => {
    const { state, change } = setup();
    await state().searchAgain();
    await settle();
    const before = [...state().contents.keys()];
    for (let n = 0; n < 40; n++) change();
    await state().refresh();
    await settle();
    expect(state().results?.entries.some(({ seq }) => before.includes(seq))).toBe(false);
    expect(before.every((seq) => state().contents.has(seq))).toBe(true);
  });

  it('refreshes again when a change arrives during a refresh', async () => {
    const { planner, state, change } = setup();
    state().searchAgain();
    await settle();
    const release = planner.holdAnswers();
    const first = state().refresh();
    change();
    const second = state().refresh();
    release();
    await Promise.all([first, second]);
    await settle();
    expect(state().results?.entries).toHaveLength(4);
  });

  it('loads the assignments of the rows afterwards, each once', async () => {
    const { planner, state, change, searches } = setup();
    const asked = () =>
      planner.calls
        .filter(({ name }) => name === 'history.shifts')
        .map((c) => (c.input as InputOf<'history.shifts'>).seqs.length);
    state().searchAgain();
    await settle();
    expect([asked(), searches().length, state().contents.size]).toEqual([[3], 1, 3]);
    change();
    await state().refresh();
    await settle();
    expect([asked(), state().contents.size]).toEqual([[3, 1], 4]);
  });

  it('reports a failure, and works at the next attempt', async () => {
    const { planner, state } = setup();
    const works = planner.bridge.call;
    planner.bridge.call = () => Promise.reject(new Error('gone'));
    state().searchAgain();
    await settle();
    expect([state().failed, state().loading]).toEqual([true, null]);
    planner.bridge.call = works;
    state().searchAgain();
    await settle();
    expect([state().failed, state().results?.entries.length]).toEqual([false, 3]);
  });
});
