import { expect, it } from 'vitest';
import { createPatchPublisher } from '../../../electron/ingest/patch-publisher.ts';
import type { Patch } from '../../../shared/timeline.ts';
import { pushed, remove, startCore, upsert } from './core.ts';

it('sends the first change at once and later ones together, each assignment once', async () => {
  const { apply, changes } = startCore();
  const patches: Patch[] = [];
  const feed = createPatchPublisher({ lastSeq: changes.lastSeq, onPatch: (patch) => patches.push(patch), gatherMs: 5 });
  feed.add([apply(upsert(1, 'A'), pushed())]);
  expect(patches.map(({ seq, upserts }) => [seq, upserts.map(({ id }) => id)])).toEqual([[1, [1]]]);
  feed.add([apply(upsert(1, 'B'), pushed()), apply(upsert(2, 'A'), pushed())]);
  feed.add([apply(upsert(1, 'C'), pushed()), apply(remove(2, 'B'), pushed())]);
  await expect.poll(() => patches.length).toBe(2);
  expect(patches[1]).toMatchObject({ seq: 5, upserts: [{ id: 1, changeVersion: 'C' }], removes: [2] });
  feed.close();
});
