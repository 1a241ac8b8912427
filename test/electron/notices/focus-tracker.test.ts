import { expect, it } from 'vitest';
import { createViewedAssignments, VIEW_TIMEOUT_MS } from '../../../electron/notices/focus-tracker.ts';

it('keeps what each window shows until it reports again or is silent for a minute', () => {
  let now = 0;
  const focusTracker = createViewedAssignments(() => now);
  const [a, b] = [{}, {}];
  focusTracker.report(a, 1);
  focusTracker.report(b, 2);
  expect([...focusTracker.inView()]).toEqual([1, 2]);
  focusTracker.report(b, null);
  now = VIEW_TIMEOUT_MS - 1;
  expect([...focusTracker.inView()]).toEqual([1]);
  now = VIEW_TIMEOUT_MS;
  expect([...focusTracker.inView()]).toEqual([]);
});
