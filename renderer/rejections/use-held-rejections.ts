import { useMemo } from 'react';
import type { Rejection } from '../../shared/rejection.ts';
import { useHeldList } from '../ui/held/use-held-list.ts';
import { byShiftDay, isInSegment, type Segment, segmentOf, visibleSegments } from './segments.ts';

/** A rejection of the shown list. */
export interface ShownRejection {
  /** As it was when it was placed; decides order and height. */
  placed: Rejection;
  /** As it is now; undefined: no longer in the list. */
  now: Rejection | undefined;
  /** Its state has changed since: the row is marked, and removed when the list is released. */
  hasChanged: boolean;
}

const idOf = ({ id }: Rejection) => id;
const NONE: readonly Rejection[] = [];

/** The rejections of a segment; no row moves while the list is in use. */
export const useHeldRejections = (list: readonly Rejection[] = NONE, segment: Segment, isHeld: boolean) => {
  const current = useMemo(() => byShiftDay(list.filter((r) => isInSegment(segment, r))), [list, segment]);
  const segments = useMemo(() => visibleSegments(list), [list]);
  const { rows, newCount, release, extra } = useHeldList({ current, idOf, isHeld, listId: segment, extra: segments });
  const byId = useMemo(() => new Map(list.map((r) => [r.id, r])), [list]);
  const shown = rows.map(({ item: placed }): ShownRejection => {
    const now = byId.get(placed.id);
    return { placed, now, hasChanged: now === undefined || segmentOf(now) !== segmentOf(placed) };
  });
  return { shown, newCount, release, segments: extra ?? segments };
};
