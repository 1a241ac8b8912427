/** The value below which a share of the values lies; `share` from 0 to 1. */
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const at = Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1));
  return sorted[at] ?? Number.NaN;
};

export const median = (values: readonly number[]): number => {
  const lower = quantile(values, 0.5);
  if (values.length % 2 === 1) return lower;
  return (lower + quantile(values, 0.5 + 1 / values.length)) / 2;
};

/** Middle of several rounds and its quartiles, so that a noisy run shows itself. */
export const formatSpread = (values: readonly number[], digits = 2): string =>
  `${median(values).toFixed(digits)} (${quantile(values, 0.25).toFixed(digits)} to ${quantile(values, 0.75).toFixed(digits)})`;
