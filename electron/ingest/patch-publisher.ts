import type { Assignment } from '../../shared/assignment.ts';
import type { Patch } from '../../shared/timeline.ts';
import { createThrottle } from '../throttle.ts';
import type { EventEffect } from './apply.ts';

export interface PatchPublisherOptions {
  /** The log's last position. */
  lastSeq: () => number;
  onPatch: (patch: Patch) => void;
  /** Interval between two patches in a burst: a thousand events must not be a thousand frames. */
  gatherMs?: number;
}

/** Publishes applied changes as patches for the screens: the first at once, those of a burst together. */
export const createPatchPublisher = ({ lastSeq, onPatch, gatherMs = 40 }: PatchPublisherOptions) => {
  const rows = new Map<number, Assignment>();

  const throttle = createThrottle(() => {
    const changed = [...rows.values()];
    rows.clear();
    onPatch({
      seq: lastSeq(),
      upserts: changed.filter(({ deleted }) => !deleted),
      removes: changed.filter(({ deleted }) => deleted).map(({ id }) => id),
    });
  }, gatherMs);

  return {
    add(effects: readonly EventEffect[]): void {
      for (const { assignment } of effects) if (assignment) rows.set(assignment.id, assignment);
      if (effects.some(({ seq }) => seq !== null)) throttle.request();
    },
    close: throttle.close,
  };
};
