import type { ConnectionState, ConnectionStatus, ConnectionStep } from '../../shared/connection.ts';
import { noCounters } from '../../shared/connection.ts';
import type { Problem } from '../../shared/problems.ts';

/** What only the database knows; read when a status is asked for. */
export interface StoredFacts {
  today: ConnectionStatus['today'];
  gaps: ConnectionStatus['gaps'];
  waiting: number;
  lastEventAtMs: number | null;
}

export interface StatusBoardOptions {
  now: () => number;
  facts: () => StoredFacts;
  onChange: (status: ConnectionStatus) => void;
}

const COUNTING_MS = 250;

type Own = Omit<ConnectionStatus, keyof StoredFacts | 'sinceMs' | 'state' | 'problem'>;

/**
 * The connection as the planner sees it: parts report what they know, the board makes one honest status of it.
 * A storage that takes no events outranks everything: however good the connection is, nothing is being kept.
 */
export const createStatusBoard = ({ now, facts, onChange }: StatusBoardOptions) => {
  let state: ConnectionState = 'not-set-up';
  let problem: Problem | null = null;
  let storage: Problem | null = null;
  let sinceMs = now();
  let own: Own = {
    steps: [],
    busy: false,
    publicUrl: null,
    webhookId: null,
    validUntil: null,
    heartbeat: { state: 'none', lastOkAtMs: null },
    signed: false,
    namesMissing: false,
  };
  let armed = false;
  let counting: NodeJS.Timeout | undefined;

  const shown = (): ConnectionState => {
    if (storage) return 'problem';
    if (state !== 'live') return state;
    if (own.heartbeat.state === 'late') return 'late';
    return own.heartbeat.state === 'ok' ? 'live' : 'down';
  };
  let lastShown = shown();

  const readFacts = (): StoredFacts => {
    try {
      return facts();
    } catch {
      return { today: noCounters(), gaps: [], waiting: 0, lastEventAtMs: null };
    }
  };

  const status = (): ConnectionStatus => {
    const current = shown();
    const notReceiving: Problem | null = current === 'down' ? { code: 'not-receiving' } : null;
    return { ...own, ...readFacts(), state: current, sinceMs, problem: storage ?? problem ?? notReceiving };
  };

  // Many small reports in one turn are one change on screen.
  const changed = () => {
    const current = shown();
    if (current !== lastShown) {
      lastShown = current;
      sinceMs = now();
    }
    if (armed) return;
    armed = true;
    setImmediate(() => {
      armed = false;
      onChange(status());
    });
  };

  return {
    status,
    /** The subscription works, as far as it is known; the heartbeat may say otherwise. */
    isLive: (): boolean => state === 'live',
    /** Something was counted: shown soon, but a burst of deliveries is not a burst of statuses. */
    counted(): void {
      if (counting) return;
      counting = setTimeout(() => {
        counting = undefined;
        changed();
      }, COUNTING_MS);
      counting.unref();
    },
    /** The state of the subscription; `live` is shown only while the heartbeat says so, too. */
    setState(next: ConnectionState, why: Problem | null = null): void {
      state = next;
      problem = why;
      changed();
    },
    set(part: Partial<Own>): void {
      own = { ...own, ...part };
      changed();
    },
    setStorage(next: Problem | null): void {
      if (storage?.code === next?.code) return;
      storage = next;
      changed();
    },
    /** Begins an action with these steps, the first of them running. */
    begin(names: readonly ConnectionStep['name'][]): void {
      own = { ...own, busy: true, steps: names.map((name) => ({ name, state: 'waiting' })) };
      changed();
    },
    step(name: ConnectionStep['name'], stepState: ConnectionStep['state'], count?: number): void {
      const steps = own.steps.map((step) =>
        step.name === name ? { name, state: stepState, ...(count === undefined ? {} : { count }) } : step,
      );
      own = { ...own, steps };
      changed();
    },
    /** Ends the action: what was still running has failed. */
    end(): void {
      const steps = own.steps.map((step) => (step.state === 'running' ? { ...step, state: 'failed' as const } : step));
      own = { ...own, steps, busy: false };
      changed();
    },
  };
};

export type StatusBoard = ReturnType<typeof createStatusBoard>;
