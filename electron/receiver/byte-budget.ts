/** Bytes of bodies that are in memory at the same time, all requests together. */
export const createByteBudget = (limitBytes: number) => {
  let used = 0;
  return {
    /** Returns false and takes nothing when that would exceed the limit. */
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
