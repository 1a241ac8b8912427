import type { ConnectionState, Heartbeat } from '../../shared/connection.ts';
import type { Problem } from '../../shared/problems.ts';
import type { SubscriptionState } from './subscription-state.ts';

/**
 * A proof older than this proves nothing. Shorter than the three minutes that are promised: what the provider held back when
 * the proof was given, and then lost, has waited longer than the proof is old. Longer than two heartbeats: one may be missed.
 */
export const PROOF_VALID_MS = 130_000;
/** After so long without a heartbeat nobody speaks of late any more. */
const DOWN_MS = 6 * 60_000;

/** Whether a moment lies less than `limitMs` back. One that lies ahead was taken from a clock that was wrong. */
export const isRecent = (limitMs: number, atMs: number | null, nowMs: number): boolean =>
  atMs !== null && atMs <= nowMs && nowMs - atMs < limitMs;

/** The heartbeat as it is now: it grows older without anybody telling. */
export const currentHeartbeat = ({ tunnel, heartbeat }: SubscriptionState, nowMs: number): Heartbeat => {
  const { state, lastOkAtMs } = heartbeat;
  const isProof = isRecent(PROOF_VALID_MS, lastOkAtMs, nowMs) && tunnel === 'open';
  if (state !== 'ok' || isProof) return heartbeat;
  const isDown = lastOkAtMs !== null && nowMs - lastOkAtMs >= DOWN_MS;
  return { state: isDown ? 'down' : 'late', lastOkAtMs };
};

/** What the planner is shown. */
export interface DisplayedStatus {
  state: ConnectionState;
  problem: Problem | null;
}

/**
 * The one place that says `live`. It takes three proofs that are fresh: our own message came back through the
 * public address, the provider's webhook is in force, and nothing that may have been missed is still unread.
 * A storage that takes no events outranks everything: however good the connection is, nothing is being kept.
 */
export const displayedStatus = (
  current: SubscriptionState,
  storage: Problem | null,
  nowMs: number,
): DisplayedStatus => {
  if (storage) return { state: 'problem', problem: storage };
  if (current.phase !== 'live') return { state: current.phase, problem: current.problem };
  const { state } = currentHeartbeat(current, nowMs);
  if (state === 'down' || state === 'none') return { state: 'down', problem: current.tunnelProblem ?? NOT_RECEIVING };
  if (state === 'late') return { state: 'late', problem: current.tunnelProblem };
  const isProven =
    isRecent(PROOF_VALID_MS, current.confirmedAtMs, nowMs) &&
    (!current.possiblyMissed || isRecent(PROOF_VALID_MS, current.possiblyMissed.sinceMs, nowMs));
  return isProven ? { state: 'live', problem: null } : { state: 'late', problem: current.problem };
};

const NOT_RECEIVING: Problem = { code: 'not-receiving' };

/** When the next of the proofs grows too old, or, where the clock was set back, begins to hold again; infinite when none does. */
export const nextExpiryMs = (current: SubscriptionState, nowMs: number): number => {
  if (current.phase !== 'live') return Number.POSITIVE_INFINITY;
  const proofs = [current.heartbeat.lastOkAtMs, current.confirmedAtMs, current.possiblyMissed?.sinceMs ?? null];
  const ends = proofs.flatMap((atMs) => (atMs === null ? [] : [atMs, atMs + PROOF_VALID_MS, atMs + DOWN_MS]));
  return Math.min(...ends.filter((endMs) => endMs > nowMs));
};
