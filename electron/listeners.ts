import type { PayloadOf, PushName } from '../shared/contract.ts';

export type PushListener = <N extends PushName>(name: N, payload: PayloadOf<N>) => void;

/** What a planner hears of at once, for `serve --json`. */
export interface PlanEvent {
  event: 'rejected' | 'withdrawn';
  assignmentId: number;
  personId: number | null;
  seenAtMs: number;
  /** The app ended while it said this before: perhaps it was heard, perhaps not. */
  again?: true;
}

/** Who is told of what happens: the open windows, and whoever reads the standard output. */
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
