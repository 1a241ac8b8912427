import { expect, it } from 'vitest';
import { createViewedAssignments, VIEW_TIMEOUT_MS } from '../../../electron/notices/viewed-assignments.ts';

it('keeps what each window shows until it reports again or is silent for a minute', () => {
  let now = 0;
  const viewedAssignments = createViewedAssignments(() => now);
  const [a, b] = [{}, {}];
  viewedAssignments.report(a, 1);
  viewedAssignments.report(b, 2);
  expect([...viewedAssignments.viewed()]).toEqual([1, 2]);
  viewedAssignments.report(b, null);
  now = VIEW_TIMEOUT_MS - 1;
  expect([...viewedAssignments.viewed()]).toEqual([1]);
  now = VIEW_TIMEOUT_MS;
  expect([...viewedAssignments.viewed()]).toEqual([]);
});
