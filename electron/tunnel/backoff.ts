const STEPS_S = [1, 2, 4, 10, 30, 60];

/**
 * How long to wait after the `failures`-th failure in a row (1 = the first): 1, 2, 4, 10, 30 s, then 60 s,
 * each a fifth shorter or longer so that the apps of a company do not come back in one wave.
 */
export const retryDelayMs = (failures: number, random: () => number): number => {
  const index = Math.min(Math.max(failures, 1), STEPS_S.length) - 1;
  return Math.round((STEPS_S[index] ?? 60) * 1000 * (0.8 + 0.4 * random()));
};
