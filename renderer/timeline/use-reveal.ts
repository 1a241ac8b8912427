import { useCallback, useEffect, useRef, useState } from 'react';
import { spanOf } from '../../shared/lanes.ts';
import { useTimeline } from '../store/context.ts';
import type { Cursor } from './movement.ts';
import type { AssignmentDetails } from './use-assignment-details.ts';

/**
 * Where the grid should go when an assignment was opened from another screen or a notification.
 * `markOwn` says that this one was opened here, where it is already in sight.
 */
export const useReveal = (details: AssignmentDetails | undefined) => {
  const origin = useTimeline((s) => s.loaded?.range.from);
  const [reveal, setReveal] = useState<Cursor | null>(null);
  const done = useRef<number | null>(null);
  const markOwn = useCallback((id: number) => {
    done.current = id;
  }, []);

  const assignment = details?.assignment;
  useEffect(() => {
    if (!assignment || !origin || done.current === assignment.id) return;
    const { start } = spanOf(assignment, origin);
    // The period it lies in is still on its way.
    if (start < -1440 && assignment.until !== null && assignment.until < origin) return;
    done.current = assignment.id;
    setReveal({ key: assignment.personId, id: assignment.id, minute: Math.max(0, start) });
  }, [assignment, origin]);

  return { reveal, markOwn };
};
