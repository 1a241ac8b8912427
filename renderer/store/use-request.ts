import { useCallback, useEffect, useState } from 'react';

export interface RequestResult<T> {
  /** undefined: not read yet. */
  data: T | undefined;
  failed: boolean;
  refetch: () => void;
}

/**
 * Runs a request on mount, whenever one of `deps` changes and on `refetch`. The last data stay until the next arrive.
 * @param request undefined: nothing is requested now, as while the connection is lost.
 * @param deps all that `request` uses, and what it has to be repeated for.
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
