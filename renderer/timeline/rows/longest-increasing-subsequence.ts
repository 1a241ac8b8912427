/** Indexes of a longest increasing subsequence, i.e. the elements that need not be moved when reordering. */
export const longestIncreasingSubsequence = (numbers: readonly number[]): ReadonlySet<number> => {
  const lengths: number[] = [];
  const previous: number[] = [];
  let last = -1;
  for (const [n, number] of numbers.entries()) {
    lengths[n] = 1;
    previous[n] = -1;
    for (let m = 0; m < n; m++) {
      const length = (lengths[m] ?? 0) + 1;
      if ((numbers[m] ?? 0) >= number || length <= (lengths[n] ?? 0)) continue;
      lengths[n] = length;
      previous[n] = m;
    }
    if (last === -1 || (lengths[n] ?? 0) > (lengths[last] ?? 0)) last = n;
  }
  const indexes = new Set<number>();
  for (let n = last; n !== -1; n = previous[n] ?? -1) indexes.add(n);
  return indexes;
};
