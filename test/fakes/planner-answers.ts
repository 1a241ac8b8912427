import type { Assignment } from '../../shared/assignment.ts';
import { type ChangeEntry, fieldChanges, kindsOfChange } from '../../shared/change-event.ts';
import { type ConnectionStatus, zeroCounters } from '../../shared/connection.ts';
import type { Rejection } from '../../shared/rejection.ts';
import { nothingUnapplied } from '../../shared/unapplied.ts';

/** A connection status without problems. */
export const liveStatus = (nowMs: number): ConnectionStatus => ({
  state: 'live',
  sinceMs: nowMs - 3_600_000,
  problem: null,
  steps: [],
  busy: false,
  canCancel: false,
  notReceivingSinceMs: null,
  clockOffsetMs: 0,
  requests: { lastHour: 62, perHour: 240 },
  compare: { nearMinutes: 8, farMinutes: 50 },
  publicUrl: 'https://calm-otter-12.example',
  webhookId: '7d7c1f2e',
  validUntil: new Date(nowMs + 20 * 86_400_000).toISOString(),
  heartbeat: { state: 'ok', lastOkAtMs: nowMs - 20_000 },
  lastEventAtMs: nowMs - 180_000,
  today: { ...zeroCounters(), deliveries: 41, changes: 57, applied: 52, duplicate: 5 },
  gaps: [],
  signed: true,
  waiting: 0,
  doubt: null,
  unapplied: nothingUnapplied(),
  namesProblem: null,
  referencesRefused: false,
});

/** The rejection of an assignment as it is now. */
export const rejectionOf = (id: number, a: Assignment, seenAtMs: number, caughtUp: boolean): Rejection => ({
  id,
  assignmentId: a.id,
  personId: a.personId,
  from: a.from,
  until: a.until,
  startMinutes: a.startMinutes,
  endMinutes: a.endMinutes,
  breakMinutes: a.breakMinutes,
  comments: a.comments,
  activityIds: a.activities.map((x) => x.activityId),
  state: 'open',
  seenAtMs,
  caughtUp,
  acknowledgedAtMs: null,
  withdrawnAtMs: null,
  snoozed: null,
  why: 'at-once',
  shown: { atMs: seenAtMs, where: 'browser', inSummary: false },
});

/** The history entry for a change from one version to the next. */
export const entryOf = (
  before: Assignment | undefined,
  after: Assignment,
  source: ChangeEntry['source'],
): ChangeEntry => {
  const changes = before && !after.deleted ? fieldChanges(before, after) : [];
  return {
    seq: after.seq,
    assignmentId: after.id,
    changeVersion: after.changeVersion,
    kinds: kindsOfChange(before, after.deleted ? undefined : after, changes),
    source,
    outcome: 'applied',
    personId: after.personId,
    from: after.from,
    until: after.until,
    startMinutes: after.startMinutes,
    endMinutes: after.endMinutes,
    seenAtMs: after.seenAtMs,
    changes,
  };
};
