import { useCallback, useEffect, useState } from 'react';

export interface RequestResult<T> {
  /** undefined: not read yet. */
  data: T | undefined;
  failed: boolean;
  refetch: () => void;
}

/**
 * Runs a request on mount, whenever one of `deps` changes and on `refetch`. The previous data is kept until new data arrives.
 * @param request undefined: no request now, e.g. while the connection is lost.
 * @param deps the values that `request` uses, and other values that repeat it when they change.
 */
export const useRequest = <T>(
  request: (() => Promise<T>) | undefined,
  deps: readonly unknown[],
  onError?: (error: unknown) => void,
): RequestResult<T> => {
  const [result, setResult] = useState<Pick<RequestResult<T>, 'data' | 'failed'>>({ data: undefined, failed: false });
  const [attempt, setAttempt] = useState(0);
  const refetch = useCallback(() => setAttempt((n) => n + 1), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the caller names what the request depends on
  useEffect(() => {
    if (!request) return;
    let isCurrent = true;
    setResult(({ data }) => ({ data, failed: false }));
    request().then(
      (data) => isCurrent && setResult({ data, failed: false }),
      (error: unknown) => {
        if (!isCurrent) return;
        setResult(({ data }) => ({ data, failed: true }));
        onError?.(error);
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [...deps, request === undefined, attempt]);
  return { ...result, refetch };
};
