import { useEffect, useState } from 'react';
import type { ChangeHistogram } from '../../../shared/timeline.ts';
import { useApi, useConnection } from '../../store/context.ts';

/** Number of slices shown on the slider. */
const PARTS = 160;

/** Changes per time slice of the history; undefined until loaded. */
export const useLogMoments = (): ChangeHistogram | undefined => {
  const api = useApi();
  const link = useConnection((s) => s.link);
  const [moments, setMoments] = useState<ChangeHistogram>();
  useEffect(() => {
    if (link !== 'up') return;
    let isCurrent = true;
    api.call('timeline.moments', { buckets: PARTS }).then(
      (found) => isCurrent && setMoments(found),
      () => {},
    );
    return () => {
      isCurrent = false;
    };
  }, [api, link]);
  return moments;
};
