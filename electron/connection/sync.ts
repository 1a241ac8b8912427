import { addMonths, dayOf } from '../../shared/time.ts';
import type { AssignmentStore } from '../database/assignments.ts';
import type { ChangeLog } from '../database/change-log.ts';
import type { UpsertEvent } from '../protime/assignment-wire.ts';
import type { ProtimeClient } from '../protime/client.ts';
import type { Applied } from '../timeline/apply.ts';
import type { Ingest } from '../timeline/ingest.ts';

export interface SyncOptions {
  client: ProtimeClient;
  ingest: Ingest;
  assignments: AssignmentStore;
  changes: ChangeLog;
  /** Months before and after today that are read. */
  period: () => { monthsBack: number; monthsAhead: number };
  now: () => number;
}

export interface SyncResult {
  read: number;
  /** Changes that were not known before. */
  found: readonly Applied[];
}

// One transaction each: long enough to be fast, short enough that a delivery never waits for it.
const EVENTS_PER_COMMIT = 100;
const CONFIRMATIONS_AT_ONCE = 4;

/**
 * Reads the plan of the period and writes what differs. Every write goes through `isNewer`, so deliveries may arrive
 * meanwhile in any order. What is gone from the list is asked for once more before it is taken for deleted: it may
 * have moved out of the period. A reading that fails half-way has written nothing that is not true.
 */
export const createSync =
  ({ client, ingest, assignments, changes, period, now }: SyncOptions) =>
  async (
    { initial, onProgress }: { initial: boolean; onProgress: (read: number) => void },
    signal: AbortSignal,
  ): Promise<SyncResult> => {
    const today = dayOf(now());
    const { monthsBack, monthsAhead } = period();
    const range = { from: addMonths(today, -monthsBack), until: addMonths(today, monthsAhead) };
    const startSeq = changes.lastSeq();
    const listed = new Set<number>();
    const found: Applied[] = [];
    const write = async (events: readonly UpsertEvent[], gone: readonly number[]) => {
      const applied = await ingest.applyList({ events, gone }, { initial });
      found.push(...applied.filter(({ outcome, kinds }) => outcome === 'applied' && kinds[0] !== 'unchanged'));
    };

    for await (const page of client.assignments(range, signal)) {
      for (const { id } of page.rejected) if (id !== undefined) listed.add(id);
      for (const { id } of page.assignments) listed.add(id);
      for (let i = 0; i < page.assignments.length; i += EVENTS_PER_COMMIT) {
        signal.throwIfAborted();
        await write(page.assignments.slice(i, i + EVENTS_PER_COMMIT), []);
      }
      onProgress(listed.size);
    }

    // A row that changed while the list was being read may simply be younger than its page.
    const missing = assignments.startingIn(range.from, range.until, startSeq).filter((id) => !listed.has(id));
    for (let i = 0; i < missing.length; i += CONFIRMATIONS_AT_ONCE) {
      const ids = missing.slice(i, i + CONFIRMATIONS_AT_ONCE);
      const answers = await Promise.all(ids.map((id) => client.assignment(id, signal)));
      await write(
        answers.filter((event) => event !== undefined),
        ids.filter((_, n) => answers[n] === undefined),
      );
    }
    return { read: listed.size, found };
  };

export type Sync = ReturnType<typeof createSync>;
