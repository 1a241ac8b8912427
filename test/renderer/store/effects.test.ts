import { afterEach, describe, expect, it, vi } from 'vitest';
import { type BrowserPage, startEffects } from '../../../renderer/store/effects.ts';
import { createStores } from '../../../renderer/store/stores.ts';
import { eventually } from '../../eventually.ts';
import { createFakePlanner, type FakeOptions } from '../../fakes/fake-planner.ts';

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

const start = async (options: FakeOptions = {}) => {
  const planner = createFakePlanner({ people: 12, ...options });
  const stores = createStores({ api: planner.bridge });
  const page = {
    setTitle: vi.fn(),
    setLanguage: vi.fn(),
    setTheme: vi.fn(),
    permission: () => 'granted',
    notify: async () => true,
    requestNotificationPermission: () => {},
    isVisible: () => true,
    isInFront: () => true,
    onVisibilityChanged: () => () => {},
  } satisfies BrowserPage;
  ends.push(startEffects(stores, planner.bridge, page));
  await eventually(() => {
    expect(stores.settings.getState().view).not.toBeNull();
    expect(stores.connection.getState().status).not.toBeNull();
    expect(stores.rejections.getState().openCount).not.toBeNull();
  });
  return { planner, stores, page };
};
describe('effects', () => {
  it('shows the number of open rejections in the page title', async () => {
    const { planner, stores, page } = await start();
    planner.push('rejections.changed', { openCount: 3 });
    expect(page.setTitle).toHaveBeenLastCalledWith('(3) Assignment Monitor');
    planner.push('rejections.changed', { openCount: 0 });
    expect(page.setTitle).toHaveBeenLastCalledWith('Assignment Monitor');
    expect(stores.rejections.getState().openCount).toBe(0);
  });

  it('applies language and theme', async () => {
    const { stores, page } = await start({ language: 'fr' });
    expect(page.setLanguage).toHaveBeenLastCalledWith('fr');
    await stores.settings.getState().update({ language: 'nl', theme: 'dark' });
    expect(page.setLanguage).toHaveBeenLastCalledWith('nl');
    expect(page.setTheme).toHaveBeenLastCalledWith('dark');
  });

  it('opens the plan at the assignment a notification is about', async () => {
    const { planner, stores } = await start();
    const [shift] = planner.assignments.values();
    planner.push('navigation.open', { screen: 'plan', assignmentId: shift?.id ?? 0 });
    await eventually(() => expect(stores.navigation.getState().selectedId).toBe(shift?.id));
    expect(stores.navigation.getState()).toMatchObject({ screen: 'plan', day: shift?.from });
  });

  it('reloads all data after a reconnect', async () => {
    const { planner, stores } = await start();
    await stores.timeline.getState().load({ from: '2026-03-09', until: '2026-03-15' });
    planner.setLink('gone');
    expect(stores.connection.getState().link).toBe('gone');
    planner.calls.length = 0;
    planner.setLink('up');
    await eventually(() =>
      expect(new Set(planner.calls.map((c) => c.name))).toEqual(
        new Set([
          'connection.status',
          'export.state',
          'searches.list',
          'names.all',
          'notices.ready',
          'rejections.openCount',
          'app.info',
          'settings.get',
          'timeline.rows',
          'updates.status',
        ]),
      ),
    );
  });

  it('opens the saved search of a notice', async () => {
    const { planner, stores } = await start();
    const filters = { text: 'keys', shiftPeriod: 'nextWeek' as const };
    const { id } = await planner.bridge.call('searches.save', { name: 'Keys', filters, notify: true });
    planner.push('navigation.open', { screen: 'history', searchId: id });
    await eventually(() => expect(stores.navigation.getState().screen).toBe('history'));
    expect(stores.history.getState()).toMatchObject({ query: filters, savedId: id });
  });

  it('ignores pushes after it is stopped', async () => {
    const { planner, stores } = await start();
    for (const end of ends.splice(0)) end();
    planner.push('rejections.changed', { openCount: 77 });
    expect(stores.rejections.getState().openCount).not.toBe(77);
  });
});

describe('a push that arrives before the answer', () => {
  it('is newer and is kept', async () => {
    const planner = createFakePlanner({ people: 1 });
    const { connection, names } = createStores({ api: planner.bridge });
    const status = await planner.bridge.call('connection.status', undefined);
    const [person] = planner.people;
    if (!person) throw new Error('nobody is there');
    const release = planner.holdAnswers();
    const reads = [connection.getState().load(), names.getState().load()];
    connection.getState().apply({ ...status, state: 'down' });
    names.getState().apply({ people: [{ ...person, lastName: 'Married' }], activities: [] });
    release();
    await Promise.all(reads);
    expect(connection.getState().status?.state).toBe('down');
    expect(names.getState().people.get(person.id)?.lastName).toBe('Married');
  });
});
