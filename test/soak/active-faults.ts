/** Faults that overlap: each lasts until the last one that asked for it is over. */
export const createHolds = <Name extends string>(onChange: (name: Name, held: boolean) => void) => {
  const counts = new Map<Name, number>();
  const add = (name: Name, by: number) => {
    const before = counts.get(name) ?? 0;
    counts.set(name, before + by);
    if (before === 0 || before + by === 0) onChange(name, before + by > 0);
  };
  return {
    has: (name: Name): boolean => (counts.get(name) ?? 0) > 0,
    /** Until the returned function is called. */
    hold(name: Name): () => void {
      add(name, 1);
      let held = true;
      return () => {
        if (held) add(name, -1);
        held = false;
      };
    },
  };
};
