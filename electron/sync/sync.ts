import { setImmediate as nextTurn } from 'node:timers/promises';
import { addDays, addMonths, type Day, type DayRange, dayOf, isRecent, MINUTES_PER_DAY } from '../../shared/time.ts';
import type { AssignmentStore } from '../database/tables/assignments.ts';
import type { ChangeLog } from '../database/tables/change-log.ts';
import { changesAmong, changesRejection, type EventEffect, type SyncFindings } from '../ingest/apply.ts';
import type { Ingest } from '../ingest/ingest.ts';
import type { Unapplied } from '../ingest/unapplied.ts';
import type { UpsertEvent } from '../protime/assignment-wire.ts';
import type { ProtimeClient } from '../protime/client.ts';
import { ProtimeError } from '../protime/errors.ts';
import { createReadSingle } from './read-single.ts';
import { putAsideUnreadable } from './unreadable-rows.ts';

export interface SyncOptions {
  client: ProtimeClient;
  ingest: Pick<Ingest, 'applyList'>;
  assignments: AssignmentStore;
  changes: ChangeLog;
  /**
   * Months before and after today that are read. Assignments that started earlier and reach into this period are read too, if
   * they started at most `startedMonthsBefore` months before it: Protime's list can be filtered by the first day only.
   */
  period: () => { monthsBack: number; monthsAhead: number; startedMonthsBefore: number };
  unapplied: Pick<Unapplied, 'putAsideRecords'>;
  /** The last day covered by the last complete sync, stored between starts. */
  lastDayRead: { get(): Day | undefined; set(day: Day): void };
  now: () => number;
}

export interface SyncResult {
  readCount: number;
  /** The days that were read completely. */
  days: DayRange;
  found: SyncFindings;
}

// A commit waits for the disk, and a page may be short: pages that come fast share one. Short enough that a delivery hardly
// waits, and that little is read again after a cancellation.
const EVENTS_PER_COMMIT = 400;
const MAX_COMMIT_DELAY_MS = 200;
const PARALLEL_READS = 4;

/**
 * Reads the list of assignments and applies what differs. An assignment missing from the list is read by id before it is
 * marked deleted: it may have moved out of the period. A read that fails half-way leaves only correct data.
 */
export const createSync = (options: SyncOptions) => {
  const { client, ingest, assignments, changes, period, unapplied, lastDayRead, now } = options;
  const readSingle = createReadSingle(options);
  return async (
    { initial, onProgress }: { initial: boolean; onProgress: (read: number) => void },
    signal: AbortSignal,
  ): Promise<SyncResult> => {
    const today = dayOf(now());
    const { monthsBack, monthsAhead, startedMonthsBefore } = period();
    const range = { from: addMonths(today, -monthsBack), until: addMonths(today, monthsAhead) };
    const earlier = { from: addMonths(range.from, -startedMonthsBefore), until: addDays(range.from, -1) };
    const startSeq = changes.lastSeq();
    const listed = new Set<number>();
    let changeCount = 0;
    const ofRejections: EventEffect[] = [];
    const lastDay = lastDayRead.get() ?? range.until;
    /** Each day one more day enters the period. Its assignments were not missed, they are new to the app. */
    const entersPeriod = ({ id, fields }: UpsertEvent) => fields.from > lastDay && !assignments.get(id);
    const applyEvents = async (events: readonly UpsertEvent[], missingIds: readonly number[], isFirst: boolean) => {
      if (events.length + missingIds.length === 0) return;
      const changed = changesAmong(await ingest.applyList({ events, missing: missingIds }, { initial: isFirst }));
      changeCount += changed.length;
      ofRejections.push(...changed.filter(changesRejection));
    };
    const applyAndCount = async (events: readonly UpsertEvent[], missingIds: readonly number[]) => {
      const newlyInPeriod = new Set(initial ? [] : events.filter(entersPeriod));
      await applyEvents([...newlyInPeriod], [], true);
      await applyEvents(
        newlyInPeriod.size === 0 ? events : events.filter((event) => !newlyInPeriod.has(event)),
        missingIds,
        initial,
      );
    };

    let readable = 0;
    let unreadableReason: string | undefined;
    const readList = async (days: DayRange, isWanted: (event: UpsertEvent) => boolean) => {
      let wanted: UpsertEvent[] = [];
      let committedAtMs: number | null = null;
      const applyWanted = async (minimum: number) => {
        while (wanted.length >= minimum) {
          signal.throwIfAborted();
          const events = wanted.slice(0, EVENTS_PER_COMMIT);
          wanted = wanted.slice(EVENTS_PER_COMMIT);
          await applyAndCount(events, []);
          committedAtMs = now();
        }
      };
      try {
        for await (const page of client.assignments(days, signal)) {
          putAsideUnreadable(unapplied, page);
          readable += page.assignments.length;
          unreadableReason ??= page.unreadable[0]?.reason;
          for (const { id } of page.unreadable) if (id !== undefined) listed.add(id);
          for (const { id } of page.assignments) listed.add(id);
          wanted.push(...page.assignments.filter(isWanted));
          await applyWanted(isRecent(MAX_COMMIT_DELAY_MS, committedAtMs, now()) ? EVENTS_PER_COMMIT : 1);
          onProgress(listed.size);
        }
      } finally {
        // What was read before a failure counts.
        await applyWanted(1);
      }
    };
    await readList(range, () => true);
    // A known assignment may have been shortened, so that it no longer reaches into the period.
    await readList(earlier, (event) => reachesUntil(event, range.from) || assignments.get(event.id) !== undefined);

    // No row could be read at all: the answers have an unknown form, and say nothing about the plan.
    if (readable === 0 && unreadableReason !== undefined)
      throw new ProtimeError('unexpected-answer', 'GET /assignments', { detail: unreadableReason });

    // A row that changed during the sync may be newer than its page.
    const missing: number[] = [];
    for (const ids of assignments.startingIn(earlier.from, range.until, startSeq)) {
      missing.push(...ids.filter((id) => !listed.has(id)));
      await nextTurn();
    }
    signal.throwIfAborted();
    for (let i = 0; i < missing.length; i += PARALLEL_READS) {
      const ids = missing.slice(i, i + PARALLEL_READS);
      const answers = await Promise.all(ids.map((id) => readSingle(id, signal)));
      await applyAndCount(
        answers.filter((answer) => typeof answer === 'object'),
        ids.filter((_, n) => answers[n] === 'gone'),
      );
    }
    lastDayRead.set(range.until);
    return { readCount: listed.size, days: range, found: { changeCount, ofRejections } };
  };
};

/** Whether it still runs on a day: it is open-ended, or ends on that day at the earliest, perhaps after midnight. */
const reachesUntil = ({ fields: { until, endMinutes } }: UpsertEvent, day: Day): boolean =>
  until === null || addDays(until, (endMinutes ?? 0) > MINUTES_PER_DAY ? 1 : 0) >= day;

export type Sync = ReturnType<typeof createSync>;
