import { isDeepStrictEqual } from 'node:util';
import type { ConnectionStatus, ConnectionStep } from '../../shared/connection.ts';
import { noCounters } from '../../shared/connection.ts';
import type { Problem } from '../../shared/problems.ts';
import { type Life, NEWBORN } from './life.ts';
import { agedHeartbeat, shown } from './proof.ts';
import { mayCancel } from './transition.ts';

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

type Own = Pick<
  ConnectionStatus,
  'steps' | 'publicUrl' | 'webhookId' | 'validUntil' | 'signed' | 'namesMissing' | 'clockOffsetMs'
>;

/** The connection as the planner sees it: parts report what they know, the board makes one honest status of it. */
export const createStatusBoard = ({ now, facts, onChange }: StatusBoardOptions) => {
  let life: Life = NEWBORN;
  let storage: Problem | null = null;
  let sinceMs = now();
  let own: Own = {
    steps: [],
    publicUrl: null,
    webhookId: null,
    validUntil: null,
    signed: false,
    namesMissing: false,
    clockOffsetMs: 0,
  };
  let armed = false;
  let closed = false;
  let counting: NodeJS.Timeout | undefined;
  let lastState = shown(life, storage, now()).state;

  const isBusy = ({ running }: Life): boolean => running !== null && !running.quiet;

  const readFacts = (): StoredFacts => {
    try {
      return facts();
    } catch {
      return { today: noCounters(), gaps: [], waiting: 0, lastEventAtMs: null };
    }
  };

  const status = (): ConnectionStatus => {
    const nowMs = now();
    const stored = readFacts();
    const { state, problem } = shown(life, storage, nowMs);
    return {
      ...own,
      ...stored,
      state,
      sinceMs,
      problem,
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
    /** The life of the subscription moved on. What was still running when an action ended has failed. */
    show(next: Life): void {
      if (isBusy(life) && !isBusy(next)) own = { ...own, steps: own.steps.map(ended) };
      life = next;
      changed();
    },
    set(part: Partial<Own>): void {
      const next = { ...own, ...part };
      // Each answer of the provider says something, and mostly the same.
      if (isDeepStrictEqual(next, own)) return;
      own = next;
      changed();
    },
    setStorage(next: Problem | null): void {
      if (storage?.code === next?.code) return;
      storage = next;
      changed();
    },
    /** Begins an action with these steps, the first of them running. */
    begin(names: readonly ConnectionStep['name'][]): void {
      own = { ...own, steps: names.map((name) => ({ name, state: 'waiting' })) };
      changed();
    },
    /** @param count how far it is: shown soon, but a list of thousands of pages is not thousands of statuses. */
    step(name: ConnectionStep['name'], stepState: ConnectionStep['state'], count?: number): void {
      const steps = own.steps.map((step) =>
        step.name === name ? { name, state: stepState, ...(count === undefined ? {} : { count }) } : step,
      );
      own = { ...own, steps };
      if (count === undefined) changed();
      else changedSoon();
    },
    /** Says nothing any more. */
    close(): void {
      clearTimeout(counting);
      closed = true;
    },
  };
};

export type StatusBoard = ReturnType<typeof createStatusBoard>;

const ended = (step: ConnectionStep): ConnectionStep =>
  step.state === 'running' ? { ...step, state: 'failed' } : step;
