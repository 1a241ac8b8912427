interface Waiter<T> {
  resolve(value: T): void;
  reject(error: unknown): void;
}

/** Those who wait for the same thing, each with a signal of its own; nobody stays in the list who gave up. */
export const createWaiters = <T>() => {
  const waiting = new Set<Waiter<T>>();
  return {
    wait: async (signal?: AbortSignal): Promise<T> => {
      if (signal?.aborted) throw signal.reason;
      const { promise, resolve, reject } = Promise.withResolvers<T>();
      const waiter = { resolve, reject };
      const onAbort = () => reject(signal?.reason);
      signal?.addEventListener('abort', onAbort, { once: true });
      waiting.add(waiter);
      try {
        return await promise;
      } finally {
        waiting.delete(waiter);
        signal?.removeEventListener('abort', onAbort);
      }
    },
    resolve: (value: T): void => {
      for (const waiter of waiting) waiter.resolve(value);
    },
    reject: (error: unknown): void => {
      for (const waiter of waiting) waiter.reject(error);
    },
  };
};
