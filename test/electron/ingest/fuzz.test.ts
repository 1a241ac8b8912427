import { expect, it } from 'vitest';
import { fuzzIngest } from '../../bench/fuzz/fuzz-ingest.ts';

it.each([11, 12, 13, 14, 15])(
  'records exactly one outcome for each of 1000 malformed bodies (seed %i)',
  async (seed) => {
    const { bodies, refused, stored, changes } = await fuzzIngest(seed, 1000);
    expect(bodies).toBe(1000);
    // The seeds reach every way there is.
    expect(Object.keys(stored).sort()).toEqual(['partly', 'processed', 'unrecognised', 'waiting']);
    expect(refused).toBeGreaterThan(0);
    expect(changes).toBeGreaterThan(0);
  },
);
