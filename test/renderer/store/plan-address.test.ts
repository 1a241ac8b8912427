import { describe, expect, it } from 'vitest';
import { createNavigationStore } from '../../../renderer/store/navigation-store.ts';
import { persistPlanView } from '../../../renderer/store/persist-plan-view.ts';
import { type AddressBar, readAddress, syncAddress, writeAddress } from '../../../renderer/store/plan-address.ts';
import { trackLastViewed } from '../../../renderer/store/plan-last-viewed.ts';
import { createPlanViewStore } from '../../../renderer/store/plan-view-store.ts';
import { storageOf } from '../../fakes/storage.ts';

const barOf = (hash = '') => {
  let now = hash;
  let listener = () => {};
  const bar: AddressBar = {
    hash: () => now,
    replace: (next) => {
      now = next;
    },
    onChanged: (heard) => {
      listener = heard;
      return () => {};
    },
  };
  return {
    bar,
    type: (next: string) => {
      now = next;
      listener();
    },
  };
};
const open = (hash = '') => {
  const stores = { navigation: createNavigationStore(() => '2026-03-10'), planView: createPlanViewStore() };
  const { bar, type } = barOf(hash);
  syncAddress(stores, bar);
  return { ...stores, bar, type };
};
const atMs = Date.parse('2026-03-08T16:00:00Z');

describe('the URL of the plan', () => {
  it('holds period, day and moment, and opens the same view elsewhere', () => {
    const { navigation, planView, bar } = open();
    navigation.getState().setView('week');
    navigation.getState().setDay('2026-04-01');
    planView.getState().setMoment({ asOfMs: atMs });
    expect(bar.hash()).toBe('#plan?view=week&day=2026-04-01&as-of=2026-03-08T16:00:00.000Z');
    const other = open(bar.hash());
    expect(other.navigation.getState()).toMatchObject({ view: 'week', day: '2026-04-01', screen: 'plan' });
    expect(other.planView.getState().moment).toEqual({ asOfMs: atMs });
  });

  it('is applied when it is changed by hand', () => {
    const { planView, type } = open();
    type(writeAddress({ view: 'day', day: '2026-03-12' }, { changedSinceMs: atMs }));
    expect(planView.getState().moment).toEqual({ changedSinceMs: atMs });
    type(writeAddress({ view: 'day', day: '2026-03-12' }, {}));
    expect(planView.getState().moment).toEqual({});
  });

  it.each(['#plan?view=year&day=yesterday&as-of=soon', '#elsewhere', ''])('takes nothing from %j', (hash) => {
    const { navigation, planView } = open(hash);
    expect(navigation.getState()).toMatchObject({ view: 'twoWeeks', day: '2026-03-10' });
    expect(planView.getState().moment).toEqual({});
  });

  it('is empty on another screen', () => {
    const { navigation, bar } = open();
    navigation.getState().setView('month');
    navigation.getState().go('history');
    expect(bar.hash()).toBe('');
    expect(readAddress(bar.hash())).toBeUndefined();
  });
});

describe('the stored view options', () => {
  it('are restored after a reload', () => {
    const storage = storageOf();
    const first = open();
    persistPlanView(first, storage);
    first.navigation.getState().setView('month');
    first.planView.getState().setOrder('activity');
    first.planView.getState().setDensity('compact');
    const next = open();
    persistPlanView(next, storage);
    expect(next.navigation.getState().view).toBe('month');
    expect(next.planView.getState()).toMatchObject({ order: 'activity', density: 'compact' });
  });

  it('are the defaults when the stored ones are invalid', () => {
    const next = open();
    persistPlanView(next, storageOf(['plan-view', '{"view":"century"}']));
    expect(next.navigation.getState().view).toBe('twoWeeks');
  });
});

describe('the time of the last visit', () => {
  it('is that of the previous visit, not of the current one', () => {
    const storage = storageOf();
    const planView = createPlanViewStore();
    let visible = true;
    let changed = () => {};
    let now = 1000;
    const sight = {
      isVisible: () => visible,
      onChanged: (listener: () => void) => {
        changed = listener;
        return () => {};
      },
    };
    const see = (next: boolean, at: number) => {
      visible = next;
      now = at;
      changed();
    };
    trackLastViewed(planView, storage, sight, () => now);
    expect(planView.getState().lastViewedMs).toBeNull();
    see(false, 2000);
    expect(planView.getState().lastViewedMs).toBeNull();
    see(true, 9000);
    expect(planView.getState().lastViewedMs).toBe(2000);
  });
});
