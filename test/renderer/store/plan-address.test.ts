import { describe, expect, it } from 'vitest';
import { createNavigationStore } from '../../../renderer/store/navigation-store.ts';
import { persistPlanView } from '../../../renderer/store/persist-plan-view.ts';
import { type AddressBar, readAddress, syncAddress, writeAddress } from '../../../renderer/store/plan-address.ts';
import { trackLastViewed } from '../../../renderer/store/plan-last-viewed.ts';
import { createPlanViewStore } from '../../../renderer/store/plan-view-store.ts';
import { storageOf } from '../../fakes/storage.ts';

const createAddressBar = (hash = '') => {
  let now = hash;
  let listener = () => {};
  const addressBar: AddressBar = {
    hash: () => now,
    replace: (next) => {
      now = next;
    },
    onChanged: (onChanged) => {
      listener = onChanged;
      return () => {};
    },
  };
  return {
    addressBar,
    typeAddress: (next: string) => {
      now = next;
      listener();
    },
  };
};
const open = (hash = '') => {
  const stores = { navigation: createNavigationStore(() => '2026-03-10'), planView: createPlanViewStore() };
  const { addressBar, typeAddress } = createAddressBar(hash);
  syncAddress(stores, addressBar);
  return { ...stores, addressBar, typeAddress };
};
const atMs = Date.parse('2026-03-08T16:00:00Z');

describe('the URL of the plan', () => {
  it('contains period, day and moment, and opens the same view in another page', () => {
    const { navigation, planView, addressBar } = open();
    navigation.getState().setView('week');
    navigation.getState().setDay('2026-04-01');
    planView.getState().setPlanVersion({ asOfMs: atMs });
    expect(addressBar.hash()).toBe('#plan?view=week&day=2026-04-01&as-of=2026-03-08T16:00:00.000Z');
    const other = open(addressBar.hash());
    expect(other.navigation.getState()).toMatchObject({ view: 'week', day: '2026-04-01', screen: 'plan' });
    expect(other.planView.getState().planVersion).toEqual({ asOfMs: atMs });
  });

  it('is applied when it is edited', () => {
    const { planView, typeAddress } = open();
    typeAddress(writeAddress({ view: 'day', day: '2026-03-12' }, { changedSinceMs: atMs }));
    expect(planView.getState().planVersion).toEqual({ changedSinceMs: atMs });
    typeAddress(writeAddress({ view: 'day', day: '2026-03-12' }, {}));
    expect(planView.getState().planVersion).toEqual({});
  });

  it.each(['#plan?view=year&day=yesterday&as-of=soon', '#elsewhere', ''])('ignores the invalid address %j', (hash) => {
    const { navigation, planView } = open(hash);
    expect(navigation.getState()).toMatchObject({ view: 'twoWeeks', day: '2026-03-10' });
    expect(planView.getState().planVersion).toEqual({});
  });

  it('is empty on another screen', () => {
    const { navigation, addressBar } = open();
    navigation.getState().setView('month');
    navigation.getState().go('history');
    expect(addressBar.hash()).toBe('');
    expect(readAddress(addressBar.hash())).toBeUndefined();
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
    const visibility = {
      isVisible: () => visible,
      onChanged: (listener: () => void) => {
        changed = listener;
        return () => {};
      },
    };
    const setVisible = (next: boolean, at: number) => {
      visible = next;
      now = at;
      changed();
    };
    trackLastViewed(planView, storage, visibility, () => now);
    expect(planView.getState().lastViewedMs).toBeNull();
    setVisible(false, 2000);
    expect(planView.getState().lastViewedMs).toBeNull();
    setVisible(true, 9000);
    expect(planView.getState().lastViewedMs).toBe(2000);
  });
});
