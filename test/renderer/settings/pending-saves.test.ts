import { expect, it } from 'vitest';
import { trackSave, whenSaved } from '../../../renderer/settings/pending-saves.ts';
import { createFakePlanner } from '../../fakes/fake-planner.ts';

it('the connection test waits for a pending save, also a failing one', async () => {
  const { bridge } = createFakePlanner({ people: 1 });
  const order: string[] = [];
  let finish = () => {};
  const slow = new Promise<void>((resolve) => {
    finish = resolve;
  }).then(() => void order.push('saved'));
  void trackSave(bridge, slow);
  trackSave(bridge, Promise.reject(new Error('refused'))).catch(() => order.push('refused'));
  const tested = whenSaved(bridge).then(() => order.push('tested'));
  finish();
  await tested;
  expect(order).toEqual(['refused', 'saved', 'tested']);
});

it('does not wait without a pending save', async () => {
  await expect(whenSaved(createFakePlanner({ people: 1 }).bridge)).resolves.toBeUndefined();
});
