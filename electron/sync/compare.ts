import { setImmediate as nextTurn } from 'node:timers/promises';
import { addDays, type DayRange, dayOf } from '../../shared/time.ts';
import type { AssignmentStore } from '../database/tables/assignments.ts';
import type { ChangeLog } from '../database/tables/change-log.ts';
import { changesAmong, type EventEffect } from '../ingest/apply.ts';
import type { Ingest } from '../ingest/ingest.ts';
import type { Unapplied } from '../ingest/unapplied.ts';
import type { Logger } from '../log.ts';
import type { UpsertEvent } from '../protime/assignment-wire.ts';
import type { ProtimeClient } from '../protime/client.ts';
import { isProtimeError } from '../protime/errors.ts';
import type { RequestBudget } from '../protime/request-budget.ts';
import { createOlderVersions } from './older-versions.ts';
import { createReadSingle } from './read-single.ts';
import { type CompareBounds, createRotation, IN_FLIGHT_MS, type RotationFacts } from './rotation.ts';
import { putAsideUnreadable } from './unreadable-rows.ts';

export interface ComparisonOptions {
  client: Pick<ProtimeClient, 'assignments' | 'assignment'>;
  ingest: Pick<Ingest, 'applyList' | 'differs'>;
  assignments: Pick<AssignmentStore, 'get' | 'versionOf' | 'startingIn' | 'countStarting'>;
  changes: Pick<ChangeLog, 'lastSeq'>;
  unapplied: Pick<Unapplied, 'putAsideRecords'>;
  budget: Pick<RequestBudget, 'perHour' | 'left' | 'isPaused'>;
  /** The days that the last complete reading covered; undefined before it. */
  daysRead: () => DayRange | undefined;
  /** Whether deliveries should arrive. If not, there is no comparison: the whole plan is read once they arrive again. */
  isReceiving: () => boolean;
  /** Changes whose delivery did not arrive, now applied. */
  onFound: (found: readonly EventEffect[]) => void;
  /** Older versions that were applied, because Protime's database was restored. */
  onRestored: (effects: readonly EventEffect[]) => void;
  log: Logger;
  now: () => number;
}

const TICK_MS = 15_000;
const COUNT_EVERY_MS = 5 * 60_000;
const PAUSE_AFTER_FAILURE_MS = 60_000;
const LONGEST_PAUSE_MS = 60 * 60_000;
const EVENTS_PER_COMMIT = 100;
/** Limit of single assignments read after one comparison; the others are read after the next one. */
const SINGLE_REQUESTS = 20;

/**
 * A difference between list and plan. With an event: the list has a newer version. Without: the plan's `version` is not in the
 * list.
 */
interface Difference {
  version: string;
  event: UpsertEvent | undefined;
  sinceMs: number;
}

/**
 * Compares the plan with Protime's list while deliveries arrive, because a delivery may be lost on the way: today and tomorrow
 * every few minutes, the other days in turn. If a difference is still there two minutes later, no delivery brought it; then it is
 * applied like a change found by reading. Assignments that began before these days are compared by the daily reading only.
 */
export const createComparison = (options: ComparisonOptions) => {
  const { client, ingest, assignments, changes, unapplied, budget, daysRead, isReceiving, onFound, log, now } = options;
  const closing = new AbortController();
  const { signal } = closing;
  const rotation = createRotation();
  const readSingle = createReadSingle(options);
  const olderVersions = createOlderVersions({ ...options, readSingle });
  const differences = new Map<number, Difference>();
  let counted = { atMs: Number.NEGATIVE_INFINITY, rows: 0, nearRows: 0 };
  let pauseUntilMs = 0;
  let running = Promise.resolve();
  let isRunning = false;

  const facts = (): RotationFacts | undefined => {
    const days = daysRead();
    if (!days) return undefined;
    const nowMs = now();
    const today = dayOf(nowMs);
    if (Math.abs(nowMs - counted.atMs) >= COUNT_EVERY_MS)
      counted = {
        atMs: nowMs,
        rows: assignments.countStarting(days.from, days.until),
        nearRows: assignments.countStarting(today, addDays(today, 1)),
      };
    const { rows, nearRows } = counted;
    return { nowMs, today, days, rows, nearRows, requestsPerHour: budget.perHour(), requestsLeft: budget.left() };
  };

  const addDifference = (id: number, version: string, event?: UpsertEvent): void => {
    const before = differences.get(id);
    const isSame = before?.version === version && (before.event === undefined) === (event === undefined);
    differences.set(id, { version, event, sinceMs: isSame ? before.sinceMs : now() });
  };

  /** Reads the list of some days and notes the differences; returns the number of rows and requests. */
  const compare = async (days: DayRange): Promise<{ rows: number; requests: number }> => {
    const startSeq = changes.lastSeq();
    const listed = new Set<number>();
    let requests = 0;
    for await (const page of client.assignments({ ...days, conditional: true }, signal)) {
      const { assignments: events, unreadable } = page;
      requests += 1;
      putAsideUnreadable(unapplied, page);
      for (const { id } of [...events, ...unreadable]) if (id !== undefined) listed.add(id);
      for (const event of events) if (ingest.differs(event)) addDifference(event.id, event.changeVersion, event);
      await olderVersions.observe(events, signal);
    }
    // A row that changed during the reading may be newer than its page.
    for (const ids of assignments.startingIn(days.from, days.until, startSeq)) {
      for (const id of ids) {
        const version = listed.has(id) ? undefined : assignments.versionOf(id);
        if (version !== undefined) addDifference(id, version);
      }
      await nextTurn();
    }
    return { rows: listed.size, requests };
  };

  /** Applies what has differed for two minutes and still does. */
  const applyLasting = async (): Promise<void> => {
    const due = [...differences].filter(([, { sinceMs }]) => sinceMs > now() || now() - sinceMs >= IN_FLIGHT_MS);
    const events = due.flatMap(([, { event }]) => (event && ingest.differs(event) ? [event] : []));
    await apply(events, []);
    for (const [id, { event }] of due) if (event) differences.delete(id);
    await readMissing(due.flatMap(([id, { version, event }]) => (event ? [] : [{ id, version }])));
  };

  /** Reads assignments that are missing from the list by id: they may have moved to other days. */
  const readMissing = async (due: readonly { id: number; version: string }[]): Promise<void> => {
    let requests = 0;
    for (const { id, version } of due) {
      if (isStillThere(id, version)) {
        if (requests === SINGLE_REQUESTS) return;
        requests += 1;
        const answer = await readSingle(id, signal);
        if (answer === 'gone') await apply([], [id]);
        else if (answer !== 'unreadable' && ingest.differs(answer)) await apply([answer], []);
      }
      differences.delete(id);
    }
  };
  const isStillThere = (id: number, version: string): boolean => {
    const current = assignments.get(id);
    return current !== undefined && !current.deleted && current.changeVersion === version;
  };

  const apply = async (events: readonly UpsertEvent[], missing: readonly number[]): Promise<void> => {
    const found: EventEffect[] = [];
    for (let i = 0; i < events.length; i += EVENTS_PER_COMMIT)
      found.push(...(await applyChanges(events.slice(i, i + EVENTS_PER_COMMIT), [])));
    if (missing.length > 0) found.push(...(await applyChanges([], missing)));
    if (found.length === 0) return;
    log.warn('changes did not arrive by themselves', { count: found.length });
    onFound(found);
  };
  const applyChanges = async (events: readonly UpsertEvent[], missing: readonly number[]): Promise<EventEffect[]> =>
    changesAmong(await ingest.applyList({ events, missing }, { initial: false }));

  const compareNext = async (): Promise<void> => {
    await applyLasting();
    const at = facts();
    const days = at && rotation.next(at);
    if (!days) return;
    const { rows, requests } = await compare(days);
    rotation.done({ ...at, nowMs: now() }, days, rows, requests);
  };

  const run = async (): Promise<void> => {
    isRunning = true;
    try {
      await compareNext();
    } catch (error) {
      if (signal.aborted) return;
      const retryAfterMs = (isProtimeError(error) && error.retryAfterMs) || 0;
      pauseUntilMs = now() + Math.max(PAUSE_AFTER_FAILURE_MS, retryAfterMs);
      log.warn('the plan could not be compared, will retry', { error: String(error) });
    } finally {
      isRunning = false;
    }
  };

  const timer = setInterval(() => {
    // Once deliveries arrive again the whole plan is read.
    if (!isReceiving()) return differences.clear();
    // A longer remaining pause means that the clock was set back: it is ignored.
    const isPaused = budget.isPaused() || (pauseUntilMs > now() && pauseUntilMs <= now() + LONGEST_PAUSE_MS);
    if (!isRunning && !isPaused) running = run();
  }, TICK_MS).unref();

  return {
    /** How long it takes at most to find a change whose delivery was lost; null before the plan was read. */
    bounds(): CompareBounds | null {
      const at = facts();
      return at ? rotation.bounds(at) : null;
    },
    async close(): Promise<void> {
      clearInterval(timer);
      closing.abort();
      await running;
    },
  };
};

export type Comparison = ReturnType<typeof createComparison>;
