/** Reference-counted faults: active until all activations are released. */
export const createActiveFaults = <Name extends string>(onChange: (name: Name, held: boolean) => void) => {
  const counts = new Map<Name, number>();
  const add = (name: Name, by: number) => {
    const before = counts.get(name) ?? 0;
    counts.set(name, before + by);
    if (before === 0 || before + by === 0) onChange(name, before + by > 0);
  };
  return {
    isActive: (name: Name): boolean => (counts.get(name) ?? 0) > 0,
    /** Until the returned function is called. */
    activate(name: Name): () => void {
      add(name, 1);
      let isActive = true;
      return () => {
        if (isActive) add(name, -1);
        isActive = false;
      };
    },
  };
};
