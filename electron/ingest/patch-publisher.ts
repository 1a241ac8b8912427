import type { Assignment } from '../../shared/assignment.ts';
import type { Patch } from '../../shared/timeline.ts';
import type { Applied } from './apply.ts';

export interface FeedOptions {
  /** The log's last position. */
  lastSeq: () => number;
  onPatch: (patch: Patch) => void;
  /** Bursts are gathered this long, so that a thousand events are not a thousand frames. */
  gatherMs?: number;
}

/** Turns what was applied into patches for the windows: the first at once, those of a burst together. */
export const createFeed = ({ lastSeq, onPatch, gatherMs = 40 }: FeedOptions) => {
  const rows = new Map<number, Assignment>();
  let dirty = false;
  let resting: NodeJS.Timeout | undefined;

  const send = () => {
    const changed = [...rows.values()];
    rows.clear();
    dirty = false;
    onPatch({
      seq: lastSeq(),
      upserts: changed.filter(({ deleted }) => !deleted),
      removes: changed.filter(({ deleted }) => deleted).map(({ id }) => id),
    });
    resting = setTimeout(() => {
      resting = undefined;
      if (dirty) send();
    }, gatherMs);
    resting.unref();
  };

  return {
    add(applied: readonly Applied[]): void {
      for (const { assignment, seq } of applied) {
        if (assignment) rows.set(assignment.id, assignment);
        if (seq !== null) dirty = true;
      }
      if (dirty && !resting) send();
    },
    close: () => clearTimeout(resting),
  };
};

export type Feed = ReturnType<typeof createFeed>;
