import { useCallback, useEffect, useState } from 'react';

export interface RequestResult<T> {
  /** undefined: not read yet. */
  data: T | undefined;
  failed: boolean;
  refetch: () => void;
}

/** Runs a request on mount and whenever `ask` changes. */
export const useRequest = <T>(request: () => Promise<T>): RequestResult<T> => {
  const [reading, setReading] = useState<Pick<RequestResult<T>, 'data' | 'failed'>>({
    data: undefined,
    failed: false,
  });
  const read = useCallback(() => {
    let isCurrent = true;
    setReading(({ data }) => ({ data, failed: false }));
    request().then(
      (data) => isCurrent && setReading({ data, failed: false }),
      () => isCurrent && setReading(({ data }) => ({ data, failed: true })),
    );
    return () => {
      isCurrent = false;
    };
  }, [request]);
  useEffect(read, [read]);
  return { ...reading, refetch: read };
};
