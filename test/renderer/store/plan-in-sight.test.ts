import { expect, it } from 'vitest';
import { keepInSight } from '../../../renderer/store/plan-in-sight.ts';
import { createTimelineStore } from '../../../renderer/store/timeline-store.ts';
import { createFakePlanner } from '../../fakes/planner-api.ts';

const now = () => Date.parse('2026-03-10T09:00:00Z');
const range = { from: '2026-03-09', until: '2026-03-15' };

const open = (map: Map<string, string>) => {
  const planner = createFakePlanner({ now });
  const store = createTimelineStore({ api: planner.bridge, today: () => '2026-03-10' });
  const storage = {
    getItem: (name: string) => map.get(name) ?? null,
    setItem: (name: string, value: string) => void map.set(name, value),
  };
  let leave = () => {};
  keepInSight(store, storage, (listener) => {
    leave = listener;
    return () => {};
  });
  return { planner, store, leave: () => leave() };
};

it('asks for the people who were in sight together with the rows', async () => {
  const map = new Map<string, string>();
  const first = open(map);
  first.store.getState().want([null, 1003], [null, 1003]);
  first.leave();
  const { planner, store } = open(map);
  const loading = store.getState().load(range);
  expect(planner.calls.map((c) => c.name)).toEqual(['timeline.snapshot', 'timeline.rows']);
  await loading;
  expect([...(store.getState().loaded?.plans.keys() ?? [])]).toEqual([null, 1003]);
});

it('begins with nobody when what was kept cannot be read', () => {
  expect(
    open(new Map([['plan-in-sight', '{}']]))
      .store.getState()
      .drawn(),
  ).toEqual([]);
});
