import { useEffect, useState } from 'react';
import type { LogMoments } from '../../../shared/timeline.ts';
import { useApi, useConnection } from '../../store/context.ts';

/** As fine as the eye can tell on a slider. */
const PARTS = 160;

/** How the changes of the whole history lie in time; undefined until read. */
export const useLogMoments = (): LogMoments | undefined => {
  const api = useApi();
  const link = useConnection((s) => s.link);
  const [moments, setMoments] = useState<LogMoments>();
  useEffect(() => {
    if (link !== 'up') return;
    let isWanted = true;
    api.call('timeline.moments', { parts: PARTS }).then(
      (found) => isWanted && setMoments(found),
      () => {},
    );
    return () => {
      isWanted = false;
    };
  }, [api, link]);
  return moments;
};
