import { expect, it } from 'vitest';
import { createFocusTracker, FOCUS_TIMEOUT_MS } from '../../../electron/notices/focus-tracker.ts';

it('keeps what each window shows until it reports again or is silent for a minute', () => {
  let now = 0;
  const attention = createFocusTracker(() => now);
  const [a, b] = [{}, {}];
  attention.report(a, 1);
  attention.report(b, 2);
  expect([...attention.inView()]).toEqual([1, 2]);
  attention.report(b, null);
  now = FOCUS_TIMEOUT_MS - 1;
  expect([...attention.inView()]).toEqual([1]);
  now = FOCUS_TIMEOUT_MS;
  expect([...attention.inView()]).toEqual([]);
});
