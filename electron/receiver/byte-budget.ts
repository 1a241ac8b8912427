/** Bytes of bodies that are in memory at the same time, all requests together. */
export const createByteBudget = (limitBytes: number) => {
  let used = 0;
  return {
    /** False, and nothing taken, when that would be too much. */
    take(bytes: number): boolean {
      if (used + bytes > limitBytes) return false;
      used += bytes;
      return true;
    },
    give(bytes: number): void {
      used -= bytes;
    },
  };
};

export type ByteBudget = ReturnType<typeof createByteBudget>;
