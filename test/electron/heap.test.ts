import { expect, it } from 'vitest';
import { collectGarbage } from '../../electron/heap.ts';
import { eventually } from '../eventually.ts';

const createUnused = () => new WeakRef({ large: new Uint8Array(1024) });

it('collects what nothing refers to any more, without being waited for', async () => {
  const unused = createUnused();
  // In this turn it is still referred to.
  await new Promise((resolve) => setTimeout(resolve));
  collectGarbage();
  await eventually(() => expect(unused.deref() === undefined).toBe(true));
});
