import type { ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** The requests on secret paths that are not answered yet. */
export const createInFlightRequests = () => {
  const responses = new Set<ServerResponse>();
  let onEmpty = () => {};
  return {
    count: (): number => responses.size,
    add: (res: ServerResponse): void => void responses.add(res),
    delete: (res: ServerResponse): void => {
      responses.delete(res);
      if (responses.size === 0) onEmpty();
    },
    /** Whether one of them belongs to `socket`. */
    isOn: (socket: Duplex): boolean => [...responses].some((res) => res.req.socket === socket),
    /** Resolves when none is left, or after `limitMs`. */
    whenEmpty: async (limitMs: number): Promise<void> => {
      if (responses.size === 0) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, limitMs);
      onEmpty = resolve;
      await promise;
      clearTimeout(timer);
    },
  };
};
