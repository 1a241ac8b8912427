import { useEffect, useState } from 'react';
import type { ChangeHistogram } from '../../../shared/timeline.ts';
import { useApi, useConnection } from '../../store/context.ts';

/** As fine as the eye can tell on a slider. */
const PARTS = 160;

/** How the changes of the whole history lie in time; undefined until read. */
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
