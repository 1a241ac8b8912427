import type { PayloadOf, PushName } from '../shared/contract.ts';

export type PushListener = <N extends PushName>(name: N, payload: PayloadOf<N>) => void;

/** A rejection or its withdrawal, printed by `serve --json`. */
export interface PlanEvent {
  event: 'rejected' | 'withdrawn';
  assignmentId: number;
  personId: number | null;
  seenAtMs: number;
  /** Sent again: the app ended while sending it, so it may already have been received. */
  again?: true;
}

/** Listeners for pushes (windows) and plan events (standard output). */
export const createListeners = () => {
  const pushes = new Set<PushListener>();
  const planEvents = new Set<(event: PlanEvent) => void>();
  const subscribe =
    <L>(listeners: Set<L>) =>
    (listener: L): (() => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    };
  const push: PushListener = (name, payload) => {
    for (const listener of pushes) listener(name, payload);
  };
  return {
    push,
    emitPlanEvent: (event: PlanEvent): void => {
      for (const listener of planEvents) listener(event);
    },
    onPush: subscribe(pushes),
    onPlanEvent: subscribe(planEvents),
  };
};

export type Listeners = ReturnType<typeof createListeners>;
