/** A set of listeners; `add` returns a function that removes the listener. */
export const createListeners = <T>() => {
  const listeners = new Set<(value: T) => void>();
  return {
    add: (listener: (value: T) => void) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    notify: (value: T) => {
      for (const listener of [...listeners]) listener(value);
    },
  };
};
