import { afterEach, expect, it, vi } from 'vitest';
import { showNotices } from '../../../renderer/store/show-notices.ts';
import { createStores } from '../../../renderer/store/stores.ts';
import type { NotificationTarget } from '../../../shared/notice.ts';
import { eventually } from '../../eventually.ts';
import { createFakePlanner, type FakeOptions } from '../../fakes/fake-planner.ts';

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
  vi.useRealTimers();
});

const start = async (options: FakeOptions = {}, { isLoaded = true } = {}) => {
  const planner = createFakePlanner({ people: 1, ...options });
  const stores = createStores({ api: planner.bridge });
  const state = { permission: 'granted' as NotificationPermission, isVisible: true, isInFront: true, notifies: true };
  let seen = () => {};
  const opened: NotificationTarget[] = [];
  const page = {
    permission: () => state.permission,
    notify: vi.fn(async () => state.notifies),
    requestNotificationPermission: vi.fn(),
    isVisible: () => state.isVisible,
    isInFront: () => state.isInFront,
    onVisibilityChanged: (listener: () => void) => {
      seen = listener;
      return () => {};
    },
  };
  ends.push(showNotices(stores, planner.bridge, page, (target) => opened.push(target)));
  const toasts = () => stores.toasts.getState();
  const load = async () => {
    await stores.settings.getState().load();
    toasts().setDrawn(true);
  };
  if (isLoaded) await load();
  return {
    planner,
    state,
    page,
    opened,
    load,
    toasts,
    /** Shows or hides the page. */
    look: (next: Partial<typeof state>) => {
      Object.assign(state, next);
      seen();
    },
    /** What the page has reported about itself so far. */
    readiness: () =>
      planner.calls.flatMap(({ name, input }) =>
        name === 'notices.ready' ? [(input as { ready: string }).ready] : [],
      ),
    /** Draws the current toasts, as the frame of the page does. */
    draw: () => {
      for (const { onDrawn } of toasts().toasts) onDrawn?.();
    },
  };
};
const notification = (tag = 'r') => ({
  tag,
  title: 'Rejected',
  body: 'Jan Peeters',
  target: { screen: 'rejections' as const },
  quiet: false,
});

it('shows a notice in the page and, in a browser, also outside it; sends the receipt when it is drawn', async () => {
  const { planner, page, toasts, opened, draw } = await start({ shell: 'web' });
  planner.raise(notification());
  await eventually(() => expect(toasts().toasts).toMatchObject([{ text: 'Rejected', detail: 'Jan Peeters' }]));
  expect([page.notify.mock.calls.length, planner.receipts]).toEqual([1, []]);
  draw();
  await eventually(() => expect(planner.receipts).toEqual([true]));
  toasts().toasts[0]?.action?.run();
  expect(opened).toEqual([{ screen: 'rejections' }]);
});

it('shows notices one after the other, each when the previous one was seen', async () => {
  const { planner, toasts, draw } = await start();
  for (const tag of ['a', 'b', 'c', 'd', 'e', 'f']) planner.raise(notification(tag));
  await eventually(() => expect(toasts().toasts).toHaveLength(1));
  for (let n = 1; n <= 6; n += 1) {
    draw();
    await eventually(() => expect(planner.receipts).toHaveLength(n));
    if (n < 6) await eventually(() => expect(toasts().toasts.at(-1)?.key).toBe('abcdef'[n]));
  }
});

it('reports a notice as not shown when its toast is not drawn', async () => {
  const { planner, toasts } = await start();
  vi.useFakeTimers();
  planner.raise(notification());
  await vi.waitFor(() => expect(toasts().toasts).toHaveLength(1));
  await vi.advanceTimersByTimeAsync(5000);
  expect(planner.receipts).toEqual([false]);
});

it('counts in a hidden page only notices shown by the browser', async () => {
  const { planner, look, page, draw } = await start({ shell: 'web' });
  look({ isVisible: false });
  planner.raise(notification());
  await eventually(() => expect(planner.receipts).toEqual([true]));
  look({ notifies: false });
  planner.raise(notification());
  draw();
  await eventually(() => expect(planner.receipts).toEqual([true, false]));
  expect(page.notify).toHaveBeenCalledTimes(2);
});

it('reports whether it can show notices: only when loaded and drawing them, or through the browser when hidden', async () => {
  const { load, readiness, look, toasts } = await start({ shell: 'web' }, { isLoaded: false });
  expect(readiness()).toEqual(['no']);
  await load();
  look({ isVisible: false, isInFront: false });
  look({ permission: 'denied' });
  look({ isVisible: true, permission: 'default' });
  look({ isInFront: true });
  // First run draws only some toasts.
  toasts().setDrawn(false);
  // It reports again when it gets the focus, because the page that reported last is asked first.
  expect(readiness().slice(1)).toEqual(['visible', 'hidden', 'no', 'visible', 'visible', 'no']);
});

it('reports it again after the app was unreachable', async () => {
  const { planner, readiness } = await start();
  planner.setLink('gone');
  planner.setLink('up');
  expect(readiness().slice(-2)).toEqual(['visible', 'visible']);
});

it('does not show a notice the app gave up on, and reports that it can show notices again', async () => {
  const { planner, readiness, toasts } = await start();
  const before = readiness().length;
  planner.raise(notification());
  planner.giveUp();
  await eventually(() => expect(readiness().length).toBe(before + 1));
  expect([toasts().toasts, planner.receipts]).toEqual([[], []]);
});

it('requests the notification permission once, at the first notification', async () => {
  const { planner, look, toasts, page, draw } = await start();
  look({ permission: 'default' });
  for (const tag of ['a', 'b']) {
    planner.raise(notification(tag));
    await eventually(() => expect(toasts().toasts.map(({ key }) => key)).toContain(tag));
    draw();
  }
  const asking = toasts().toasts.filter(({ action }) => action?.label === 'Allow');
  expect([asking.length, page.notify.mock.calls]).toEqual([1, []]);
  asking[0]?.action?.run();
  expect(page.requestNotificationPermission).toHaveBeenCalledOnce();
});

it('shows no browser notification in the desktop app, also when its window is hidden', async () => {
  const { planner, page, look, readiness, draw } = await start({ shell: 'desktop' });
  planner.raise(notification());
  await eventually(() => {
    draw();
    expect(planner.receipts).toEqual([true]);
  });
  look({ isVisible: false });
  expect([page.notify.mock.calls, readiness().at(-1)]).toEqual([[], 'no']);
});
