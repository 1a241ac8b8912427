import { useCallback, useEffect, useState } from 'react';

export interface Reading<T> {
  /** undefined: not read yet. */
  found: T | undefined;
  failed: boolean;
  again: () => void;
}

/** What a question is answered with, asked when the component appears and whenever the question is another one. */
export const useReading = <T>(ask: () => Promise<T>): Reading<T> => {
  const [reading, setReading] = useState<Pick<Reading<T>, 'found' | 'failed'>>({ found: undefined, failed: false });
  const read = useCallback(() => {
    let isWanted = true;
    setReading(({ found }) => ({ found, failed: false }));
    ask().then(
      (found) => isWanted && setReading({ found, failed: false }),
      () => isWanted && setReading(({ found }) => ({ found, failed: true })),
    );
    return () => {
      isWanted = false;
    };
  }, [ask]);
  useEffect(read, [read]);
  return { ...reading, again: read };
};
