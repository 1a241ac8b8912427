import { expect, it } from 'vitest';
import { reportViewedAssignment } from '../../../renderer/store/report-viewed-assignment.ts';
import { createStores } from '../../../renderer/store/stores.ts';
import { createFakePlanner } from '../../fakes/fake-planner.ts';

const start = () => {
  const planner = createFakePlanner({ people: 2 });
  const stores = createStores({ api: planner.bridge });
  const state = { isInFront: true, nowMs: 0 };
  let changed = () => {};
  let used = () => {};
  const end = reportViewedAssignment(
    stores,
    {
      isFocused: () => state.isInFront,
      onChanged: (listener) => {
        changed = listener;
        return () => {};
      },
      onActivity: (listener) => {
        used = listener;
        return () => {};
      },
    },
    () => state.nowMs,
  );
  const reported = () =>
    planner.calls.flatMap(({ name, input }) =>
      name === 'attention.report' ? [(input as { assignmentId: number | null }).assignmentId] : [],
    );
  return { stores, state, reported, changed: () => changed(), used: () => used(), end };
};

it('reports the assignment in the side panel only while its window is in front', () => {
  const { stores, state, reported, changed } = start();
  expect(reported()).toEqual([null]);
  stores.navigation.getState().openAssignment(7, '2026-03-10');
  state.isInFront = false;
  changed();
  state.isInFront = true;
  changed();
  stores.navigation.getState().go('history');
  stores.navigation.getState().go('plan');
  stores.planView.setState({ planVersion: { asOfMs: 5 } });
  expect(reported()).toEqual([null, 7, null, 7, null, 7, null]);
});

it('repeats the report at intervals while the page is used', () => {
  const { stores, state, reported, used } = start();
  stores.navigation.getState().select(7);
  for (const ms of [1000, 9000, 10_000, 11_000, 25_000]) {
    state.nowMs = ms;
    used();
  }
  expect(reported()).toEqual([null, 7, 7, 7]);
});
