import { expect, it, onTestFinished, vi } from 'vitest';
import { connectPage } from '../../../electron/notices/connect-page.ts';
import { createDisplays } from '../../../electron/notices/displays.ts';
import { createNoticePage } from '../../../electron/notices/page.ts';
import { createViewedAssignments } from '../../../electron/notices/viewed-assignments.ts';
import type { PlannerNotification } from '../../../shared/notice.ts';

const notification: PlannerNotification = {
  tag: 'test',
  title: '',
  body: '',
  target: { screen: 'rejections' },
  quiet: false,
};

const start = () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const offers: number[] = [];
  const visibilities: (string | null)[] = [];
  const page = createNoticePage({
    offer: (id) => offers.push(id),
    onReady: (visibility) => visibilities.push(visibility),
  });
  return { page, offers, visibilities, ...page.handlers };
};

it('offers nothing to a page that has not reported that it is ready', async () => {
  const { page, offers } = start();
  expect([await page.show(notification), offers]).toEqual([false, []]);
});

it('delivers a notice and waits until the page confirms it', async () => {
  const { page, offers, visibilities, ...handlers } = start();
  handlers['notices.ready']({ ready: 'hidden' });
  const shown = [page.show(notification), page.show({ ...notification, tag: 'other' })];
  expect([offers, visibilities]).toEqual([[1, 2], ['hidden']]);
  expect(handlers['notices.take']({ id: 2 })).toMatchObject({ tag: 'other' });
  handlers['notices.shown']({ id: 2, shown: false });
  handlers['notices.shown']({ id: 1, shown: true });
  expect(await Promise.all(shown)).toEqual([true, false]);
  expect(handlers['notices.take']({ id: 1 })).toBeNull();
});

it('replaces a pending notice by a later one with the same tag; the confirmation counts for both', async () => {
  const { page, offers, visibilities: _, ...handlers } = start();
  handlers['notices.ready']({ ready: 'visible' });
  const summary = (title: string) => page.show({ ...notification, tag: 'summary', title });
  const shown = [summary('4 rejected')];
  expect(handlers['notices.take']({ id: 1 })).toMatchObject({ title: '4 rejected' });
  shown.push(summary('5 rejected'), summary('6 rejected'), page.show(notification));
  expect(offers).toEqual([1, 2, 3]);
  expect(handlers['notices.take']({ id: 2 })).toMatchObject({ title: '6 rejected' });
  handlers['notices.shown']({ id: 2, shown: true });
  handlers['notices.shown']({ id: 1, shown: false });
  handlers['notices.shown']({ id: 3, shown: false });
  expect(await Promise.all(shown)).toEqual([false, true, true, false]);
});

it('withdraws a notice from a page that takes too long', async () => {
  const { page, ...handlers } = start();
  handlers['notices.ready']({ ready: 'visible' });
  const shown = page.show(notification);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await shown).toBe(false);
  expect(handlers['notices.take']({ id: 1 })).toBeNull();
  handlers['notices.shown']({ id: 1, shown: true });
});

it('treats a notice as not shown when its page is closed before it confirms it', async () => {
  const { page, visibilities, ...handlers } = start();
  handlers['notices.ready']({ ready: 'visible' });
  const shown = page.show(notification);
  handlers['notices.take']({ id: 1 });
  page.close();
  expect([await shown, visibilities, await page.show(notification)]).toEqual([false, ['visible', null], false]);
});

it('forgets the viewed assignment of a page as soon as that page is closed', () => {
  const viewedAssignments = createViewedAssignments(() => 0);
  const displays = createDisplays({ onReady: () => {}, now: () => 0 });
  const notices = { test: async () => ({ shown: false }) };
  const [one, two] = [1, 2].map(() => connectPage({ displays, viewedAssignments, notices }, { offer: () => {} }));
  one?.handlers['attention.report']({ assignmentId: 1 });
  two?.handlers['attention.report']({ assignmentId: 2 });
  one?.handlers['notices.ready']({ ready: 'visible' });
  one?.close();
  expect([[...viewedAssignments.viewed()], displays.isReady()]).toEqual([[2], false]);
});
