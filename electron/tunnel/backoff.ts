const STEPS_S = [1, 2, 4, 10, 30, 60];

/** Growing delays, each up to 20 % shorter or longer, so that not all apps of a company retry at once. */
export const retryDelayMs = (failures: number, random: () => number): number => {
  const index = Math.min(Math.max(failures, 1), STEPS_S.length) - 1;
  return Math.round((STEPS_S[index] ?? 60) * 1000 * (0.8 + 0.4 * random()));
};
