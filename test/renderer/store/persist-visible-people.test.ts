import { expect, it } from 'vitest';
import { persistVisiblePeople } from '../../../renderer/store/persist-visible-people.ts';
import type { SafeStorage } from '../../../renderer/store/safe-storage.ts';
import { createTimelineStore } from '../../../renderer/store/timeline-store.ts';
import { createFakePlanner } from '../../fakes/fake-planner.ts';
import { storageOf } from '../../fakes/storage.ts';

const now = () => Date.parse('2026-03-10T09:00:00Z');
const range = { from: '2026-03-09', until: '2026-03-15' };

const open = (storage: SafeStorage) => {
  const planner = createFakePlanner({ now });
  const store = createTimelineStore({ api: planner.bridge, today: () => '2026-03-10' });
  let leave = () => {};
  persistVisiblePeople(store, storage, (listener) => {
    leave = listener;
    return () => {};
  });
  return { planner, store, leave: () => leave() };
};

it('preloads the people who were visible, together with the rows', async () => {
  const storage = storageOf();
  const first = open(storage);
  first.store.getState().setNeeded([null, 1003], [null, 1003]);
  first.leave();
  const { planner, store } = open(storage);
  const loading = store.getState().load(range);
  expect(planner.calls.map((c) => c.name)).toEqual(['timeline.snapshot', 'timeline.rows']);
  await loading;
  expect([...(store.getState().loaded?.plans.keys() ?? [])]).toEqual([null, 1003]);
});

it('preloads nobody when the stored value is invalid', () => {
  expect(
    open(storageOf(['plan-in-sight', '{}']))
      .store.getState()
      .drawn(),
  ).toEqual([]);
});
