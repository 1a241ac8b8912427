import { useCallback, useEffect, useState } from 'react';

export interface RequestResult<T> {
  /** undefined: not read yet. */
  data: T | undefined;
  failed: boolean;
  refetch: () => void;
}

/** What a question is answered with, asked when the component appears and whenever the question is another one. */
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
