import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Page, startEffects } from '../../../renderer/store/effects.ts';
import { createStores } from '../../../renderer/store/stores.ts';
import { eventually } from '../../eventually.ts';
import { createFakePlanner, type FakeOptions } from '../../fakes/planner-api.ts';

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

const start = async (options: FakeOptions & { permission?: NotificationPermission } = {}) => {
  const planner = createFakePlanner({ people: 12, ...options });
  const stores = createStores({ api: planner.bridge });
  const page = {
    setTitle: vi.fn(),
    setLanguage: vi.fn(),
    setTheme: vi.fn(),
    notify: vi.fn((): NotificationPermission => options.permission ?? 'granted'),
    askToNotify: vi.fn(),
  } satisfies Page;
  ends.push(startEffects(stores, planner.bridge, page));
  await eventually(() => {
    expect(stores.settings.getState().view).not.toBeNull();
    expect(stores.connection.getState().status).not.toBeNull();
    expect(stores.rejections.getState().openCount).not.toBeNull();
  });
  return { planner, stores, page };
};
const notification = {
  tag: 'r',
  title: 'Rejected',
  body: 'Jan Peeters',
  target: { screen: 'rejections' as const },
  quiet: false,
};

describe('what happens by itself', () => {
  it('puts the open rejections in the title of the page', async () => {
    const { planner, stores, page } = await start();
    planner.push('rejections.changed', { openCount: 3 });
    expect(page.setTitle).toHaveBeenLastCalledWith('(3) Assignment Monitor');
    planner.push('rejections.changed', { openCount: 0 });
    expect(page.setTitle).toHaveBeenLastCalledWith('Assignment Monitor');
    expect(stores.rejections.getState().openCount).toBe(0);
  });

  it('follows language and theme', async () => {
    const { stores, page } = await start({ language: 'fr' });
    expect(page.setLanguage).toHaveBeenLastCalledWith('fr');
    await stores.settings.getState().update({ language: 'nl', theme: 'dark' });
    expect(page.setLanguage).toHaveBeenLastCalledWith('nl');
    expect(page.setTheme).toHaveBeenLastCalledWith('dark');
  });

  it('shows a notice in the window, and in a browser outside it too', async () => {
    const { planner, stores, page } = await start({ shell: 'web' });
    planner.push('notices.raised', notification);
    expect(stores.toasts.getState().toasts).toMatchObject([{ text: 'Rejected', detail: 'Jan Peeters' }]);
    stores.toasts.getState().toasts[0]?.action?.run();
    expect(stores.navigation.getState().screen).toBe('rejections');
    expect(page.notify).toHaveBeenCalledOnce();
  });

  it('asks once to be allowed to notify, and only when there is something to tell', async () => {
    const { planner, stores, page } = await start({ permission: 'default' });
    planner.push('notices.raised', notification);
    planner.push('notices.raised', notification);
    const asking = stores.toasts.getState().toasts.filter((t) => t.action?.label === 'Allow');
    expect(asking).toHaveLength(1);
    asking[0]?.action?.run();
    expect(page.askToNotify).toHaveBeenCalledOnce();
  });

  it('leaves the bubble to the desktop shell', async () => {
    const { planner, page } = await start({ shell: 'desktop' });
    planner.push('notices.raised', notification);
    expect(page.notify).not.toHaveBeenCalled();
  });

  it('opens the plan at the assignment a notification is about', async () => {
    const { planner, stores } = await start();
    const [shift] = planner.assignments.values();
    planner.push('navigation.open', { screen: 'plan', assignmentId: shift?.id ?? 0 });
    await eventually(() => expect(stores.navigation.getState().selectedId).toBe(shift?.id));
    expect(stores.navigation.getState()).toMatchObject({ screen: 'plan', day: shift?.from });
  });

  it('reads everything again after the app was gone', async () => {
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
          'rejections.openCount',
          'app.info',
          'settings.get',
          'timeline.rows',
          'updates.status',
        ]),
      ),
    );
  });

  it('opens the saved search that a notice tells of', async () => {
    const { planner, stores } = await start();
    const filters = { text: 'keys', shiftPeriod: 'nextWeek' as const };
    const { id } = await planner.bridge.call('searches.save', { name: 'Keys', filters, notify: true });
    planner.push('navigation.open', { screen: 'history', searchId: id });
    await eventually(() => expect(stores.navigation.getState().screen).toBe('history'));
    expect(stores.history.getState()).toMatchObject({ query: filters, savedId: id });
  });

  it('hears nothing any more once it has ended', async () => {
    const { planner, stores } = await start();
    for (const end of ends.splice(0)) end();
    planner.push('rejections.changed', { openCount: 77 });
    expect(stores.rejections.getState().openCount).not.toBe(77);
  });
});

describe('a push that overtakes the answer', () => {
  it('is the newer of the two', async () => {
    const planner = createFakePlanner({ people: 1 });
    const { connection, names } = createStores({ api: planner.bridge });
    const status = await planner.bridge.call('connection.status', undefined);
    const [person] = planner.people;
    if (!person) throw new Error('nobody is there');
    const release = planner.hold();
    const reads = [connection.getState().load(), names.getState().load()];
    connection.getState().apply({ ...status, state: 'down' });
    names.getState().apply({ people: [{ ...person, lastName: 'Married' }], activities: [] });
    release();
    await Promise.all(reads);
    expect(connection.getState().status?.state).toBe('down');
    expect(names.getState().people.get(person.id)?.lastName).toBe('Married');
  });
});
