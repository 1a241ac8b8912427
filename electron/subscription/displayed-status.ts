import type { ConnectionState, Heartbeat } from '../../shared/connection.ts';
import type { Problem } from '../../shared/problems.ts';
import type { Life } from './subscription-state.ts';

/**
 * A proof older than this proves nothing. Shorter than the three minutes that are promised: what the provider held back when
 * the proof was given, and then lost, has waited longer than the proof is old. Longer than two heartbeats: one may be missed.
 */
export const PROOF_MS = 130_000;
/** After so long without a heartbeat nobody speaks of late any more. */
const DOWN_MS = 6 * 60_000;

/** Whether a moment lies less than `limitMs` back. One that lies ahead was taken from a clock that was wrong. */
export const isWithin = (limitMs: number, atMs: number | null, nowMs: number): boolean =>
  atMs !== null && atMs <= nowMs && nowMs - atMs < limitMs;

/** The heartbeat as it is now: it grows older without anybody telling. */
export const agedHeartbeat = ({ tunnel, heartbeat }: Life, nowMs: number): Heartbeat => {
  const { state, lastOkAtMs } = heartbeat;
  const isProof = isWithin(PROOF_MS, lastOkAtMs, nowMs) && tunnel === 'open';
  if (state !== 'ok' || isProof) return heartbeat;
  const isDown = lastOkAtMs !== null && nowMs - lastOkAtMs >= DOWN_MS;
  return { state: isDown ? 'down' : 'late', lastOkAtMs };
};

/** What the planner is shown. */
export interface Shown {
  state: ConnectionState;
  problem: Problem | null;
}

/**
 * The one place that says `live`. It takes three proofs that are fresh: our own message came back through the
 * public address, the provider's webhook is in force, and nothing that may have been missed is still unread.
 * A storage that takes no events outranks everything: however good the connection is, nothing is being kept.
 */
export const shown = (life: Life, storage: Problem | null, nowMs: number): Shown => {
  if (storage) return { state: 'problem', problem: storage };
  if (life.phase !== 'live') return { state: life.phase, problem: life.problem };
  const { state } = agedHeartbeat(life, nowMs);
  if (state === 'down' || state === 'none') return { state: 'down', problem: life.tunnelProblem ?? NOT_RECEIVING };
  if (state === 'late') return { state: 'late', problem: life.tunnelProblem };
  const isProven =
    isWithin(PROOF_MS, life.confirmedAtMs, nowMs) && (!life.doubt || isWithin(PROOF_MS, life.doubt.sinceMs, nowMs));
  return isProven ? { state: 'live', problem: null } : { state: 'late', problem: life.problem };
};

const NOT_RECEIVING: Problem = { code: 'not-receiving' };

/** When the next of the proofs grows too old, or, where the clock was set back, begins to hold again; infinite when none does. */
export const lapsesAtMs = (life: Life, nowMs: number): number => {
  if (life.phase !== 'live') return Number.POSITIVE_INFINITY;
  const proofs = [life.heartbeat.lastOkAtMs, life.confirmedAtMs, life.doubt?.sinceMs ?? null];
  const ends = proofs.flatMap((atMs) => (atMs === null ? [] : [atMs, atMs + PROOF_MS, atMs + DOWN_MS]));
  return Math.min(...ends.filter((endMs) => endMs > nowMs));
};
