import type { ConnectionState, Heartbeat } from '../../shared/connection.ts';
import type { Problem } from '../../shared/problems.ts';
import { isRecent } from '../../shared/time.ts';
import type { Doubt } from '../../shared/unapplied.ts';
import type { SubscriptionState } from './subscription-state.ts';

/**
 * How long a proof is valid. Less than the promised three minutes, because a delivery may have been lost some time before the
 * last proof. Longer than two heartbeats, so that one may be missed.
 */
export const PROOF_VALID_MS = 130_000;
/** Without a heartbeat for this long the state is `down`, not `late`. */
const DOWN_MS = 6 * 60_000;

/** The heartbeat at `nowMs`: it becomes late or down by time alone. */
export const currentHeartbeat = ({ tunnel, heartbeat }: SubscriptionState, nowMs: number): Heartbeat => {
  const { state, lastOkAtMs } = heartbeat;
  const isProof = isRecent(PROOF_VALID_MS, lastOkAtMs, nowMs) && tunnel === 'open';
  if (state !== 'ok' || isProof) return heartbeat;
  const isDown = lastOkAtMs !== null && nowMs - lastOkAtMs >= DOWN_MS;
  return { state: isDown ? 'down' : 'late', lastOkAtMs };
};

/** The state as the planner sees it. */
export interface DisplayedStatus {
  state: ConnectionState;
  problem: Problem | null;
}

/**
 * The only place that decides `live`. It needs three recent proofs: the app's own test message arrived through the public
 * address, the webhook is active at Protime, and possibly missed changes were read. Besides, there must be no doubt about the
 * plan. A storage problem comes first: nothing is being stored.
 */
export const displayedStatus = (
  current: SubscriptionState,
  storage: Problem | null,
  nowMs: number,
  doubt: Doubt | null = null,
): DisplayedStatus => {
  if (storage) return { state: 'problem', problem: storage };
  if (current.phase !== 'live') return { state: current.phase, problem: current.problem };
  const { state } = currentHeartbeat(current, nowMs);
  if (state === 'down' || state === 'none') return { state: 'down', problem: current.tunnelProblem ?? NOT_RECEIVING };
  if (state === 'late') return { state: 'late', problem: current.tunnelProblem };
  const isProven =
    isRecent(PROOF_VALID_MS, current.webhookActiveAtMs, nowMs) &&
    (!current.possiblyMissed || isRecent(PROOF_VALID_MS, current.possiblyMissed.sinceMs, nowMs));
  return isProven && !doubt ? { state: 'live', problem: null } : { state: 'late', problem: current.problem };
};

const NOT_RECEIVING: Problem = { code: 'not-receiving' };

/** When the next proof expires or, after the clock was set back, becomes valid again; infinite when none does. */
export const nextExpiryMs = (current: SubscriptionState, nowMs: number): number => {
  if (current.phase !== 'live') return Number.POSITIVE_INFINITY;
  const proofs = [current.heartbeat.lastOkAtMs, current.webhookActiveAtMs, current.possiblyMissed?.sinceMs ?? null];
  const ends = proofs.flatMap((atMs) => (atMs === null ? [] : [atMs, atMs + PROOF_VALID_MS, atMs + DOWN_MS]));
  return Math.min(...ends.filter((endMs) => endMs > nowMs));
};
