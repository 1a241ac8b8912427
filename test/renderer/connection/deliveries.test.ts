import { expect, it } from 'vitest';
import { withNewest, withOlder } from '../../../renderer/connection/deliveries.ts';
import type { DeliverySummary } from '../../../shared/delivery.ts';

const delivery = (id: number): DeliverySummary => ({
  id,
  receivedAtMs: id,
  trust: 'signed',
  outcome: 'processed',
  bytes: 10,
});
const page = (ids: number[], nextBefore: number | null = null) => ({ deliveries: ids.map(delivery), nextBefore });
const ids = ({ deliveries }: { deliveries: readonly DeliverySummary[] }) => deliveries.map(({ id }) => id);

it('keeps older deliveries when the newest are loaded again', () => {
  const known = withOlder(page([9, 8, 7], 7), page([6, 5, 4], 4));
  const next = withNewest(known, page([10, 9, 8], 8));
  expect([ids(next), next.nextBefore]).toEqual([[10, 9, 8, 7, 6, 5, 4], 4]);
});

it('removes deliveries that the newest page no longer contains', () => {
  expect(ids(withNewest(page([9, 8, 7, 6], 6), page([10, 9, 7], 7)))).toEqual([10, 9, 7, 6]);
});

it('uses only the newest page when deliveries between are missing', () => {
  const next = withNewest(page([9, 8, 7], 7), page([30, 29, 28], 28));
  expect([ids(next), next.nextBefore]).toEqual([[30, 29, 28], 28]);
});

it('has no older deliveries after the last page', () => {
  expect(ids(withNewest(page([9, 8, 7]), page([9, 8])))).toEqual([9, 8]);
});
