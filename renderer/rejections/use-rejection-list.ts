import { useEffect, useState } from 'react';
import type { Rejection } from '../../shared/rejection.ts';
import { useApi, useConnection, useRejections } from '../store/context.ts';
import { isIn, type Segment } from './segments.ts';

/** Every rejection, read again whenever one of them changes; undefined until first read. */
export const useRejectionList = () => {
  const api = useApi();
  const link = useConnection((s) => s.link);
  const revision = useRejections((s) => s.revision);
  const [list, setList] = useState<readonly Rejection[]>();
  const [failed, setFailed] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const cause = `${revision}/${attempt}/${link}`;

  useEffect(() => {
    if (!cause.endsWith('/up')) return;
    let isWanted = true;
    api.call('rejections.list', { states: ['open', 'acknowledged', 'withdrawn'] }).then(
      (answer) => {
        if (!isWanted) return;
        setList(answer);
        setFailed(false);
      },
      () => isWanted && setFailed(true),
    );
    return () => {
      isWanted = false;
    };
  }, [api, cause]);

  return { list, failed, retry: () => setAttempt((n) => n + 1) };
};

/**
 * Those of a segment, plus those that were in it while the planner looked: what is acknowledged or withdrawn greys where it
 * stands, and nothing jumps under the pointer.
 */
export const useShown = (list: readonly Rejection[] | undefined, segment: Segment): Rejection[] => {
  const [kept, setKept] = useState<{ segment: Segment; ids: ReadonlySet<number> }>({ segment, ids: new Set() });
  const keptIds = kept.segment === segment ? kept.ids : undefined;

  useEffect(() => {
    const ids = (list ?? []).filter((r) => isIn(segment, r)).map((r) => r.id);
    setKept((before) => ({ segment, ids: new Set([...(before.segment === segment ? before.ids : []), ...ids]) }));
  }, [list, segment]);

  return (list ?? []).filter((r) => isIn(segment, r) || keptIds?.has(r.id));
};
