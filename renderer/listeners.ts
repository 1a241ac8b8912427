/** A set of functions that want to hear of something; each `add` returns its removal. */
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
