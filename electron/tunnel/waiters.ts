interface Waiter<T> {
  resolve(value: T): void;
  reject(error: unknown): void;
}

/** Callers that wait for one value, each with its own signal; an aborted one is removed. */
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
