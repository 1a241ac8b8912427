import type { AssignmentStore } from '../database/tables/assignments.ts';
import type { EventEffect } from '../ingest/apply.ts';
import type { Ingest } from '../ingest/ingest.ts';
import type { Logger } from '../log.ts';
import type { UpsertEvent } from '../protime/assignment-wire.ts';
import type { ReadSingle } from './read-single.ts';

export interface OlderVersionsOptions {
  readSingle: ReadSingle;
  ingest: Pick<Ingest, 'applyList'>;
  assignments: Pick<AssignmentStore, 'versionOf'>;
  /** Older versions were applied. */
  onRestored: (effects: readonly EventEffect[]) => void;
  log: Logger;
  now: () => number;
}

/** A list may be behind the deliveries, but never this long. */
const APPLIED_AFTER_MS = 30 * 60_000;
/** This many of the assignments that are due are read by id as well. */
const SAMPLES = 3;

/**
 * Finds assignments whose version at Protime stays older than the one in the plan: Protime's database was restored from a backup,
 * and the change versions continue from an older value. If the list has the older version for half an hour while the plan's does
 * not change, and reading by id gives an older one too, it is applied. Otherwise all later changes would be ignored as older.
 */
export const createOlderVersions = ({
  readSingle,
  ingest,
  assignments,
  onRestored,
  log,
  now,
}: OlderVersionsOptions) => {
  const olderAtProvider = new Map<number, { ours: string; sinceMs: number }>();

  /** Whether Protime's version of this assignment has been older for long enough. */
  const isDue = ({ id, changeVersion }: UpsertEvent): boolean => {
    const ours = assignments.versionOf(id);
    if (ours === undefined || changeVersion >= ours) {
      olderAtProvider.delete(id);
      return false;
    }
    const before = olderAtProvider.get(id);
    if (before?.ours === ours && before.sinceMs <= now()) return now() - before.sinceMs >= APPLIED_AFTER_MS;
    olderAtProvider.set(id, { ours, sinceMs: now() });
    return false;
  };

  const isConfirmed = async ({ id }: UpsertEvent, signal: AbortSignal): Promise<boolean> => {
    const ours = assignments.versionOf(id);
    const answer = await readSingle(id, signal);
    return typeof answer === 'object' && ours !== undefined && answer.changeVersion < ours;
  };

  return {
    /** Call with each page of a list. Applies the older versions that are confirmed. */
    async observe(events: readonly UpsertEvent[], signal: AbortSignal): Promise<void> {
      const due = events.filter(isDue);
      if (due.length === 0) return;
      for (const event of due.slice(0, SAMPLES)) if (!(await isConfirmed(event, signal))) return;
      log.warn('the provider gives older versions for good: they are taken over', { count: due.length });
      onRestored(await ingest.applyList({ events: due, missing: [] }, { initial: false, isRestored: true }));
      for (const { id } of due) olderAtProvider.delete(id);
    },
  };
};
