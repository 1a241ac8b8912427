import { useEffect, useState } from 'react';
import type { Rejection } from '../../shared/rejection.ts';
import { useApi, useConnection, useRejections } from '../store/context.ts';

/** All rejections; reloaded on every change; undefined until loaded. */
export const useRejectionList = () => {
  const api = useApi();
  const link = useConnection((s) => s.link);
  const revision = useRejections((s) => s.revision);
  const [list, setList] = useState<readonly Rejection[]>();
  const [failed, setFailed] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const reloadKey = `${revision}/${attempt}/${link}`;

  useEffect(() => {
    if (!reloadKey.endsWith('/up')) return;
    let isCurrent = true;
    api.call('rejections.list', { states: ['open', 'acknowledged', 'withdrawn'] }).then(
      (answer) => {
        if (!isCurrent) return;
        setList(answer);
        setFailed(false);
      },
      () => isCurrent && setFailed(true),
    );
    return () => {
      isCurrent = false;
    };
  }, [api, reloadKey]);

  return { list, failed, retry: () => setAttempt((n) => n + 1) };
};
