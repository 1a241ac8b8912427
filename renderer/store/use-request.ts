import { useCallback, useEffect, useState } from 'react';

export interface RequestResult<T> {
  /** undefined: not read yet. */
  found: T | undefined;
  failed: boolean;
  again: () => void;
}

/** What a question is answered with, asked when the component appears and whenever the question is another one. */
export const useRequest = <T>(request: () => Promise<T>): RequestResult<T> => {
  const [reading, setReading] = useState<Pick<RequestResult<T>, 'found' | 'failed'>>({
    found: undefined,
    failed: false,
  });
  const read = useCallback(() => {
    let isCurrent = true;
    setReading(({ found: data }) => ({ found: data, failed: false }));
    request().then(
      (data) => isCurrent && setReading({ found: data, failed: false }),
      () => isCurrent && setReading(({ found: data }) => ({ found: data, failed: true })),
    );
    return () => {
      isCurrent = false;
    };
  }, [request]);
  useEffect(read, [read]);
  return { ...reading, again: read };
};
