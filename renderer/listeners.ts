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

/** One function that calls all of these: unsubscribes of several subscriptions. */
export const joined =
  (...unsubscribes: readonly (() => void)[]): (() => void) =>
  () => {
    for (const unsubscribe of unsubscribes) unsubscribe();
  };

/** Listens to some events of an element, the document or the window. Returns the unsubscribe function. */
export const listen = <E extends Event>(
  target: EventTarget | null | undefined,
  names: readonly string[],
  listener: (event: E) => void,
  options?: AddEventListenerOptions,
): (() => void) => {
  for (const name of names) target?.addEventListener(name, listener as EventListener, options);
  return () => {
    for (const name of names) target?.removeEventListener(name, listener as EventListener, options);
  };
};
