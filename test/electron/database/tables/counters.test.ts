import { expect, it } from 'vitest';
import { createWriter } from '../../../../electron/database/writer.ts';
import { startCore } from '../../ingest/core.ts';

it('counts once, also when another task in the same commit failed', async () => {
  const { db, counters } = startCore();
  const writer = createWriter(db, { hooks: counters });
  const count = () => writer.write(() => counters.add('2026-03-10', { deliveries: 1 }));
  const bad = writer
    .write(() => {
      throw new Error('mine');
    })
    .catch(() => {});
  await Promise.all([count(), bad, count()]);
  await count();
  await writer.write(() => counters.add('2026-03-11', { deliveries: 1, refused: 2 }));
  expect(counters.ofDay('2026-03-10').deliveries).toBe(3);
  expect(counters.total()).toMatchObject({ deliveries: 4, refused: 2, stale: 0 });
});
