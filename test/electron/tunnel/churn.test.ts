import { expect, it } from 'vitest';
import { createChurnGuard } from '../../../electron/tunnel/churn.ts';

it('speaks up when connections end again and again without a request', () => {
  const guard = createChurnGuard(10, () => 0);
  const seen = Array.from({ length: 201 }, () => guard.recordClose());
  expect([seen.indexOf(true), seen.at(-1)]).toEqual([200, true]);
});

it('stays quiet under many requests, each of which spends its connection', () => {
  const guard = createChurnGuard(1, () => 0);
  const seen = Array.from({ length: 10_000 }, () => {
    guard.connectionUsed();
    return guard.recordClose();
  });
  expect(seen).not.toContain(true);
});

it('stays quiet when connections end slowly', () => {
  let nowMs = 0;
  const guard = createChurnGuard(1, () => nowMs);
  const seen = Array.from({ length: 1000 }, () => {
    nowMs += 1000;
    return guard.recordClose();
  });
  expect(seen).not.toContain(true);
});
