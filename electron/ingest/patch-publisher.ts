import type { Assignment } from '../../shared/assignment.ts';
import type { Patch } from '../../shared/timeline.ts';
import type { Applied } from './apply.ts';

export interface PatchPublisherOptions {
  /** The log's last position. */
  lastSeq: () => number;
  onPatch: (patch: Patch) => void;
  /** Bursts are gathered this long, so that a thousand events are not a thousand frames. */
  gatherMs?: number;
}

/** Turns what was applied into patches for the windows: the first at once, those of a burst together. */
export const createPatchPublisher = ({ lastSeq, onPatch, gatherMs = 40 }: PatchPublisherOptions) => {
  const rows = new Map<number, Assignment>();
  let dirty = false;
  let cooldownTimer: NodeJS.Timeout | undefined;

  const send = () => {
    const changed = [...rows.values()];
    rows.clear();
    dirty = false;
    onPatch({
      seq: lastSeq(),
      upserts: changed.filter(({ deleted }) => !deleted),
      removes: changed.filter(({ deleted }) => deleted).map(({ id }) => id),
    });
    cooldownTimer = setTimeout(() => {
      cooldownTimer = undefined;
      if (dirty) send();
    }, gatherMs);
    cooldownTimer.unref();
  };

  return {
    add(applied: readonly Applied[]): void {
      for (const { assignment, seq } of applied) {
        if (assignment) rows.set(assignment.id, assignment);
        if (seq !== null) dirty = true;
      }
      if (dirty && !cooldownTimer) send();
    },
    close: () => clearTimeout(cooldownTimer),
  };
};

export type PatchPublisher = ReturnType<typeof createPatchPublisher>;
