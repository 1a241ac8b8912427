import { useCallback, useEffect, useRef, useState } from 'react';
import { spanOf } from '../../../shared/lanes.ts';
import { isInRange } from '../../../shared/timeline.ts';
import { useNavigation, useTimeline } from '../../store/context.ts';
import type { AssignmentDetails } from '../panel/use-assignment-details.ts';
import type { Cursor } from './cursor-movement.ts';

/**
 * Cursor to reveal after an assignment was opened from another screen or a notification. `markOpenedHere` marks assignments
 * opened in the grid, which are already visible.
 */
export const useReveal = (details: AssignmentDetails | undefined) => {
  const range = useTimeline((s) => s.loaded?.range);
  const openings = useNavigation((s) => s.openRequests);
  const [reveal, setReveal] = useState<Cursor | null>(null);
  const handledKey = useRef('');
  const markOpenedHere = useCallback(
    (id: number) => {
      handledKey.current = `${id} ${openings}`;
    },
    [openings],
  );

  const assignment = details?.assignment;
  useEffect(() => {
    // Its period may still be loading.
    if (!assignment || !range || !isInRange(assignment, range)) return;
    const openingKey = `${assignment.id} ${openings}`;
    if (handledKey.current === openingKey) return;
    handledKey.current = openingKey;
    const { start } = spanOf(assignment, range.from);
    setReveal({ key: assignment.personId, id: assignment.id, minute: Math.max(0, start) });
  }, [assignment, range, openings]);

  return { reveal, markOpenedHere };
};
