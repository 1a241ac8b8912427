import { expect, it } from 'vitest';
import { longestIncreasingSubsequence } from '../../../../renderer/timeline/rows/longest-increasing-subsequence.ts';

const places = (...numbers: number[]) => [...longestIncreasingSubsequence(numbers)].sort((a, b) => a - b);

it('finds the longest increasing subsequence', () => {
  expect(places()).toEqual([]);
  expect(places(0, 1, 2)).toEqual([0, 1, 2]);
  // Two that were added at the end belong to the front: the four others stay.
  expect(places(4, 5, 0, 1, 2, 3)).toEqual([2, 3, 4, 5]);
  expect(places(2, 3, 4, 0, 1)).toEqual([0, 1, 2]);
  expect(places(3, 2, 1)).toHaveLength(1);
});
