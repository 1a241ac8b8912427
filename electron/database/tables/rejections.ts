import type { AssignmentFields, AssignmentId } from '../../../shared/assignment.ts';
import {
  isNoticeReason,
  isPlace,
  type NotifiedReason,
  type NotNotifiedReason,
  type Shown,
  type WithheldReason,
} from '../../../shared/notice.ts';
import {
  isFilterEmpty,
  matchesFilter,
  type NotificationPreferences,
  type Rejection,
  type RejectionState,
} from '../../../shared/rejection.ts';
import type { ReadableDb, WritableDb } from '../database.ts';
import { versionFields } from './change-log.ts';

type Row = {
  id: number;
  assignment_id: number;
  change_version: string;
  seq: number;
  state: RejectionState;
  seen_at_ms: number;
  caught_up: number;
  acknowledged_at_ms: number | null;
  withdrawn_at_ms: number | null;
  /** Stored name: when showing the notification began. */
  telling_at_ms: number | null;
  notified_at_ms: number | null;
  snoozed_until_ms: number | null;
  is_snoozed: number;
  why: string | null;
  shown_where: string | null;
  shown_in_summary: number;
  after: string | null;
  is_rejected: number | null;
};

const UNKNOWN_SHIFT: AssignmentFields = {
  personId: null,
  from: '',
  until: null,
  startMinutes: null,
  endMinutes: null,
  breakMinutes: null,
  comments: null,
  activities: [],
  isRejected: true,
};

const toRejection = (row: Row): Rejection => {
  const fields = versionFields(row.after, row.is_rejected) ?? UNKNOWN_SHIFT;
  return {
    id: row.id,
    assignmentId: row.assignment_id,
    personId: fields.personId,
    from: fields.from,
    until: fields.until,
    startMinutes: fields.startMinutes,
    endMinutes: fields.endMinutes,
    breakMinutes: fields.breakMinutes,
    comments: fields.comments,
    activityIds: fields.activities.map(({ activityId }) => activityId),
    state: row.state,
    seenAtMs: row.seen_at_ms,
    caughtUp: row.caught_up === 1,
    acknowledgedAtMs: row.acknowledged_at_ms,
    withdrawnAtMs: row.withdrawn_at_ms,
    why: isNoticeReason(row.why) ? row.why : null,
    shown: shownOf(row),
    snoozed: row.is_snoozed === 1 ? { untilMs: row.snoozed_until_ms } : null,
  };
};

const shownOf = ({ notified_at_ms: atMs, shown_where: where, shown_in_summary }: Row): Shown | null =>
  atMs !== null && isPlace(where) ? { atMs, where, inSummary: shown_in_summary === 1 } : null;

/** Snoozed, and the snooze was ended neither by time (`@nowMs`) nor by a change of the assignment. */
const IS_SNOOZED = `(r.state = 'open' AND r.snoozed_seq IS NOT NULL AND coalesce(r.snoozed_until_ms > @nowMs, 1)
  AND NOT EXISTS (SELECT 1 FROM assignment a WHERE a.id = r.assignment_id AND a.seq > r.snoozed_seq))`;
const SELECT = `SELECT r.*, c.after, c.is_rejected, ${IS_SNOOZED} AS is_snoozed
  FROM rejection r LEFT JOIN change c ON c.seq = r.seq`;

/** Withheld by an active mute: not notified yet. */
const IS_MUTED = `(@mutedUntilMs > @nowMs AND r.notified_at_ms IS NULL)`;

const NO_PREFERENCES: NotificationPreferences = { onlyPeople: [], onlyActivities: [], mutedUntilMs: null };

/** @param now decides whether a snooze has ended. */
export const createRejectionReader = (db: ReadableDb, now: () => number = Date.now) => {
  // Selected before the join, so that only the log lines of these rejections are read.
  const listOf = (condition: string) =>
    db.prepare<[{ states: string; nowMs: number }], Row>(
      `${SELECT} WHERE r.id IN (SELECT id FROM rejection WHERE ${condition} ORDER BY id DESC LIMIT 5000)
       ORDER BY r.seen_at_ms DESC, r.id DESC`,
    );
  const list = listOf('state IN (SELECT value FROM json_each(@states))');
  // The same condition as in the partial index, so that SQLite uses it: the tray requests these often.
  const listOpen = listOf(`state = 'open'`);
  const COUNTS_AS_OPEN = `r.state = 'open' AND NOT ${IS_SNOOZED} AND NOT ${IS_MUTED}`;
  type Params = { nowMs: number; mutedUntilMs: number };
  const openCount = db.prepare<[Params], { n: number }>(
    `SELECT count(*) AS n FROM rejection r WHERE ${COUNTS_AS_OPEN}`,
  );
  const countedRows = db.prepare<[Params], Row>(`${SELECT} WHERE ${COUNTS_AS_OPEN}`);
  return {
    /** Newest first, at most 5,000; with preferences, muted ones and those outside the selection are marked. */
    list: (states: readonly RejectionState[], preferences: NotificationPreferences = NO_PREFERENCES): Rejection[] => {
      const nowMs = now();
      const isMuted = (preferences.mutedUntilMs ?? 0) > nowMs;
      const chosen = states.join() === 'open' ? listOpen : list;
      return chosen.all({ states: JSON.stringify(states), nowMs }).map((row) => {
        const rejection = toRejection(row);
        return {
          ...rejection,
          ...(matchesFilter(rejection, preferences) ? {} : { outsideSelection: true }),
          ...(isMuted && row.state === 'open' && row.notified_at_ms === null ? { muted: true } : {}),
        };
      });
    },
    /** Number of open rejections, without those that are snoozed, muted or outside the selection. */
    openCount: (preferences: NotificationPreferences = NO_PREFERENCES): number => {
      const params = { nowMs: now(), mutedUntilMs: preferences.mutedUntilMs ?? 0 };
      return isFilterEmpty(preferences)
        ? (openCount.get(params)?.n ?? 0)
        : countedRows.all(params).filter((row) => matchesFilter(toRejection(row), preferences)).length;
    },
  };
};

/** @param now decides whether a snooze has ended. */
export const createRejectionStore = (db: WritableDb, now: () => number = Date.now) => {
  const insert = db.prepare<[number, string, number, RejectionState, number, number, number | null], { id: number }>(
    `INSERT INTO rejection (assignment_id, change_version, seq, state, seen_at_ms, caught_up, withdrawn_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (assignment_id, change_version) DO UPDATE SET withdrawn_at_ms = NULL,
       state = CASE WHEN acknowledged_at_ms IS NULL THEN 'open' ELSE 'acknowledged' END
     WHERE state = 'withdrawn'
     RETURNING id`,
  );
  const ofAssignment = db.prepare<[{ id: number; nowMs: number }], Row>(
    `${SELECT} WHERE r.assignment_id = @id ORDER BY r.change_version`,
  );
  // `+`: with a plain parameter SQLite would consider a partial index and compile the statement again for each value.
  const byId = db.prepare<[{ id: number; nowMs: number }], Row>(`${SELECT} WHERE r.id = +@id`);
  const setVersion = db.prepare('UPDATE rejection SET change_version = ?, seq = ? WHERE id = ?');
  const withdraw = db.prepare(
    `UPDATE rejection SET state = 'withdrawn', withdrawn_at_ms = ? WHERE assignment_id = ? AND state <> 'withdrawn'`,
  );
  const withdrawOne = db.prepare(`UPDATE rejection SET state = 'withdrawn', withdrawn_at_ms = ? WHERE id = ?`);
  const remove = db.prepare('DELETE FROM rejection WHERE id = ?');
  const acknowledge = db.prepare(
    `UPDATE rejection SET state = 'acknowledged', acknowledged_at_ms = ?, snoozed_until_ms = NULL, snoozed_seq = NULL
     WHERE id = ? AND state = 'open'`,
  );
  const reopen = db.prepare(
    `UPDATE rejection SET state = 'open', acknowledged_at_ms = NULL WHERE id = ? AND state = 'acknowledged'`,
  );
  const snooze = db.prepare(
    `UPDATE rejection SET snoozed_until_ms = ?, snoozed_seq = (SELECT coalesce(max(seq), 0) FROM change)
     WHERE id = ? AND state = 'open'`,
  );
  const unsnooze = db.prepare('UPDATE rejection SET snoozed_until_ms = NULL, snoozed_seq = NULL WHERE id = ?');
  const unnotified = db.prepare<[{ nowMs: number }], Row>(`${SELECT} WHERE r.notified_at_ms IS NULL ORDER BY r.id`);
  const markNotifying = db.prepare('UPDATE rejection SET telling_at_ms = ? WHERE id = ? AND telling_at_ms IS NULL');
  const settle = db.prepare(
    `UPDATE rejection SET notified_at_ms = ?, why = ?, shown_where = ?, shown_in_summary = ?
     WHERE id = ? AND notified_at_ms IS NULL`,
  );
  const withheld = db.prepare(
    'UPDATE rejection SET why = ?, telling_at_ms = NULL WHERE id = ? AND notified_at_ms IS NULL',
  );
  const wasNotified = db.prepare<[number], { notified: number }>(
    `SELECT coalesce(telling_at_ms, notified_at_ms) IS NOT NULL AS notified FROM rejection
     WHERE assignment_id = ? ORDER BY change_version DESC LIMIT 1`,
  );
  /** Runs a statement for each rejection; its id is the last parameter. */
  const each = (
    statement: { run(...values: unknown[]): unknown },
    ids: readonly number[],
    ...values: readonly unknown[]
  ) =>
    db.transaction(() => {
      for (const id of ids) statement.run(...values, id);
    })();
  return {
    ...createRejectionReader(db, now),
    get: (id: number): Rejection | undefined => {
      const row = byId.get({ id, nowMs: now() });
      return row && toRejection(row);
    },
    /**
     * Stores a new rejection; returns its id, or undefined when it is known. A withdrawn record of the same version is
     * reopened: its assignment was only missing from a list.
     */
    open: (newRejection: {
      assignmentId: AssignmentId;
      changeVersion: string;
      seq: number;
      seenAtMs: number;
      caughtUp: boolean;
    }): number | undefined =>
      insert.get(
        newRejection.assignmentId,
        newRejection.changeVersion,
        newRejection.seq,
        'open',
        newRejection.seenAtMs,
        Number(newRejection.caughtUp),
        null,
      )?.id,
    /** Withdraws the rejections of an assignment; returns whether there was one. */
    withdraw: (id: AssignmentId, atMs: number): boolean => withdraw.run(atMs, id).changes > 0,
    ofAssignment: (id: AssignmentId) =>
      ofAssignment
        .all({ id, nowMs: now() })
        .map((row) => ({ id: row.id, changeVersion: row.change_version, state: row.state })),
    setVersion: (id: number, changeVersion: string, seq: number) => setVersion.run(changeVersion, seq, id),
    withdrawOne: (id: number, atMs: number) => withdrawOne.run(atMs, id),
    remove: (id: number) => remove.run(id),
    acknowledge: (ids: readonly number[], atMs: number) => each(acknowledge, ids, atMs),
    /** Undoes acknowledge. */
    reopen: (ids: readonly number[]) => each(reopen, ids),
    /** Snoozes open ones until a time (null: no time limit), or until their assignment changes. */
    snooze: (ids: readonly number[], untilMs: number | null) => each(snooze, ids, untilMs),
    /** Undoes snooze. */
    unsnooze: (ids: readonly number[]) => each(unsnooze, ids),
    /** Rejections not notified yet. `maybeNotified`: the app ended while it was showing them. */
    unnotified: (): { rejection: Rejection; maybeNotified: boolean }[] =>
      unnotified
        .all({ nowMs: now() })
        .map((row) => ({ rejection: toRejection(row), maybeNotified: row.telling_at_ms !== null })),
    /** Stores that they are about to be shown. */
    markNotifying: (ids: readonly number[], atMs: number) => each(markNotifying, ids, atMs),
    /** Stores that they were shown. */
    markShown: (ids: readonly number[], reason: NotifiedReason, { atMs, where, inSummary }: Shown) =>
      each(settle, ids, atMs, reason, where, Number(inSummary)),
    /** Stores why they will never be shown. */
    markSettled: (ids: readonly number[], atMs: number, reason: NotNotifiedReason) =>
      each(settle, ids, atMs, reason, null, 0),
    /** Stores why they are not shown now; they stay in `unnotified`. */
    markWithheld: (ids: readonly number[], reason: WithheldReason) => each(withheld, ids, reason),
    /** Whether the latest rejection of the assignment was, or is being, notified. */
    wasNotified: (id: AssignmentId): boolean => wasNotified.get(id)?.notified === 1,
  };
};

export type RejectionStore = ReturnType<typeof createRejectionStore>;
