import type { PayloadOf, PushName } from '../shared/contract.ts';

export type PushListener = <N extends PushName>(name: N, payload: PayloadOf<N>) => void;

/** A rejection or its withdrawal, printed by `serve --json`. */
export interface PlanEvent {
  event: 'rejected' | 'withdrawn';
  assignmentId: number;
  personId: number | null;
  seenAtMs: number;
  /** The app ended while it sent this event for the first time: it may have been received already. */
  again?: true;
}

/** The listeners of one event, called in the order in which they were added. */
export const createListeners = <L extends (...args: never[]) => void>() => {
  const listeners = new Set<L>();
  return {
    /** Returns a function that removes the listener again. */
    add: (listener: L): (() => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    notify: ((...args) => {
      for (const listener of listeners) listener(...args);
    }) as L,
  };
};
