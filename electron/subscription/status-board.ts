import type { ConnectionStatus } from '../../shared/connection.ts';
import { zeroCounters } from '../../shared/connection.ts';
import type { Problem } from '../../shared/problems.ts';
import { type Doubt, nothingUnapplied } from '../../shared/unapplied.ts';
import { currentHeartbeat, displayedStatus } from './displayed-status.ts';
import { mayCancel } from './start-action.ts';
import { INITIAL_STATE, type SubscriptionState } from './subscription-state.ts';
import { isBusy } from './transition.ts';

/** The part of the status that comes from the database and from Protime's clock; read for each status. */
export interface StatusData {
  today: ConnectionStatus['today'];
  gaps: ConnectionStatus['gaps'];
  waiting: number;
  unapplied: ConnectionStatus['unapplied'];
  lastEventAtMs: number | null;
  clockOffsetMs: number;
  namesProblem: ConnectionStatus['namesProblem'];
  referencesRefused: boolean;
  requests: ConnectionStatus['requests'];
  compare: ConnectionStatus['compare'];
}

export interface StatusBoardOptions {
  now: () => number;
  /** Why the plan may differ from the provider's although messages arrive. */
  doubt: () => Doubt | null;
  data: () => StatusData;
  onChange: (status: ConnectionStatus) => void;
}

const PUBLISH_DELAY_MS = 250;

/** Makes the status of the connection as the planner sees it: from the subscription's state, the storage problem and `data`. */
export const createStatusBoard = ({ now, doubt, data, onChange }: StatusBoardOptions) => {
  let subscriptionState: SubscriptionState = INITIAL_STATE;
  let storage: Problem | null = null;
  let sinceMs = now();
  let isPublishScheduled = false;
  let closed = false;
  let delayTimer: NodeJS.Timeout | undefined;
  const displayed = (currentDoubt: Doubt | null, nowMs: number) =>
    displayedStatus(subscriptionState, storage, nowMs, currentDoubt);
  let lastState = displayed(null, now()).state;

  const readData = (): StatusData => {
    try {
      return data();
    } catch {
      return {
        ...{ today: zeroCounters(), gaps: [], waiting: 0, lastEventAtMs: null, clockOffsetMs: 0 },
        ...{ unapplied: nothingUnapplied(), namesProblem: null, referencesRefused: false },
        requests: { lastHour: 0, perHour: 0 },
        compare: null,
      };
    }
  };

  const status = (): ConnectionStatus => {
    const nowMs = now();
    const stored = readData();
    const currentDoubt = doubt();
    const { state, problem } = displayed(currentDoubt, nowMs);
    return {
      ...subscriptionState.webhook,
      ...stored,
      state,
      sinceMs,
      problem,
      doubt: currentDoubt,
      steps: [...subscriptionState.steps],
      busy: isBusy(subscriptionState),
      canCancel: mayCancel(subscriptionState),
      heartbeat: currentHeartbeat(subscriptionState, nowMs),
      notReceivingSinceMs: stored.gaps.find(({ untilMs }) => untilMs === null)?.fromMs ?? null,
    };
  };

  // Several reports in one event-loop turn are published once.
  const publish = () => {
    const { state } = displayed(doubt(), now());
    if (state !== lastState) {
      lastState = state;
      sinceMs = now();
    }
    if (isPublishScheduled || closed) return;
    isPublishScheduled = true;
    setImmediate(() => {
      isPublishScheduled = false;
      if (!closed) onChange(status());
    });
  };

  const publishSoon = () => {
    if (delayTimer || closed) return;
    delayTimer = setTimeout(() => {
      delayTimer = undefined;
      publish();
    }, PUBLISH_DELAY_MS);
    delayTimer.unref();
  };

  return {
    status,
    /** Something shown changed: published after a delay, so that a burst is one status. */
    publishSoon,
    /** The doubt, or what it is made of, changed. */
    doubtChanged: publish,
    /**
     * @param isProgress only the count of a step changed: published after a delay, so that a long list does not publish
     * thousands of statuses.
     */
    setSubscriptionState(next: SubscriptionState, isProgress = false): void {
      subscriptionState = next;
      if (isProgress) publishSoon();
      else publish();
    },
    setStorageProblem(next: Problem | null): void {
      if (storage?.code === next?.code) return;
      storage = next;
      publish();
    },
    /** Publishes nothing from now on. */
    close(): void {
      clearTimeout(delayTimer);
      closed = true;
    },
  };
};

export type StatusBoard = ReturnType<typeof createStatusBoard>;
