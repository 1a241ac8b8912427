import { describe, expect, it } from 'vitest';
import { createNavigationStore } from '../../../renderer/store/navigation-store.ts';
import { persistNavigation } from '../../../renderer/store/persist-navigation.ts';
import type { SafeStorage } from '../../../renderer/store/safe-storage.ts';
import { storageOf } from '../../fakes/storage.ts';

const open = (storage: SafeStorage) => {
  const navigation = createNavigationStore(() => '2026-03-10');
  persistNavigation(navigation, storage);
  return navigation;
};

describe('the stored navigation state', () => {
  it('is restored after a reload', () => {
    const storage = storageOf();
    open(storage).getState().openAssignment(7, '2026-04-01');
    expect(open(storage).getState()).toMatchObject({ screen: 'plan', selectedId: 7, day: '2026-04-01' });
  });

  it.each([
    '',
    '{',
    '{"screen":"elsewhere"}',
    '{"screen":"plan","day":"0002-03-10","selectedId":null}',
    '{"screen":"plan","day":"2026-13-10","selectedId":null}',
  ])('is the default for invalid data %j', (text) => {
    expect(open(storageOf(['place', text])).getState()).toMatchObject({ screen: 'plan', day: '2026-03-10' });
  });
});
