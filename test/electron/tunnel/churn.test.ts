import { expect, it } from 'vitest';
import { createChurnGuard } from '../../../electron/tunnel/churn.ts';

it('reports connections that keep ending without a request', () => {
  const guard = createChurnGuard(10, () => 0);
  const seen = Array.from({ length: 201 }, () => guard.recordClose());
  expect([seen.indexOf(true), seen.at(-1)]).toEqual([200, true]);
});

it('does not report connections that end after a request', () => {
  const guard = createChurnGuard(1, () => 0);
  const seen = Array.from({ length: 10_000 }, () => {
    guard.connectionUsed();
    return guard.recordClose();
  });
  expect(seen).not.toContain(true);
});

it('does not report connections that end slowly', () => {
  let nowMs = 0;
  const guard = createChurnGuard(1, () => nowMs);
  const seen = Array.from({ length: 1000 }, () => {
    nowMs += 1000;
    return guard.recordClose();
  });
  expect(seen).not.toContain(true);
});
