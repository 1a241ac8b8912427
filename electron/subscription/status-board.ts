import type { ConnectionStatus } from '../../shared/connection.ts';
import { noCounters } from '../../shared/connection.ts';
import type { Problem } from '../../shared/problems.ts';
import { agedHeartbeat, shown } from './displayed-status.ts';
import { type Life, NEWBORN } from './subscription-state.ts';
import { isBusy, mayCancel } from './transition.ts';

/** What only the database and the provider's clock know; read when a status is asked for. */
export interface StoredFacts {
  today: ConnectionStatus['today'];
  gaps: ConnectionStatus['gaps'];
  waiting: number;
  lastEventAtMs: number | null;
  clockOffsetMs: number;
}

export interface StatusBoardOptions {
  now: () => number;
  facts: () => StoredFacts;
  onChange: (status: ConnectionStatus) => void;
}

const COUNTING_MS = 250;

/** The connection as the planner sees it, made of the subscription's state, the storage's and the stored facts. */
export const createStatusBoard = ({ now, facts, onChange }: StatusBoardOptions) => {
  let life: Life = NEWBORN;
  let storage: Problem | null = null;
  let sinceMs = now();
  let armed = false;
  let closed = false;
  let counting: NodeJS.Timeout | undefined;
  let lastState = shown(life, storage, now()).state;

  const readFacts = (): StoredFacts => {
    try {
      return facts();
    } catch {
      return { today: noCounters(), gaps: [], waiting: 0, lastEventAtMs: null, clockOffsetMs: 0 };
    }
  };

  const status = (): ConnectionStatus => {
    const nowMs = now();
    const stored = readFacts();
    const { state, problem } = shown(life, storage, nowMs);
    return {
      ...life.webhook,
      ...stored,
      state,
      sinceMs,
      problem,
      steps: [...life.steps],
      namesMissing: life.namesMissing,
      busy: isBusy(life),
      canCancel: mayCancel(life),
      heartbeat: agedHeartbeat(life, nowMs),
      notReceivingSinceMs: stored.gaps.find(({ untilMs }) => untilMs === null)?.fromMs ?? null,
    };
  };

  // Many small reports in one turn are one change on screen.
  const changed = () => {
    const { state } = shown(life, storage, now());
    if (state !== lastState) {
      lastState = state;
      sinceMs = now();
    }
    if (armed || closed) return;
    armed = true;
    setImmediate(() => {
      armed = false;
      if (!closed) onChange(status());
    });
  };

  const changedSoon = () => {
    if (counting || closed) return;
    counting = setTimeout(() => {
      counting = undefined;
      changed();
    }, COUNTING_MS);
    counting.unref();
  };

  return {
    status,
    /** Something was counted: shown soon, but a burst of deliveries is not a burst of statuses. */
    counted: changedSoon,
    /** @param isProgress only a step went on: shown soon, but a list of thousands of pages is not thousands of statuses. */
    show(next: Life, isProgress = false): void {
      life = next;
      if (isProgress) changedSoon();
      else changed();
    },
    setStorage(next: Problem | null): void {
      if (storage?.code === next?.code) return;
      storage = next;
      changed();
    },
    /** Says nothing any more. */
    close(): void {
      clearTimeout(counting);
      closed = true;
    },
  };
};

export type StatusBoard = ReturnType<typeof createStatusBoard>;
