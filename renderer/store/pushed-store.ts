import { createStore } from 'zustand/vanilla';

interface PushedState<T> {
  value: T;
  load: () => Promise<void>;
  /** Replaces the value by a pushed one. */
  apply: (value: T) => void;
}

/** A value of the core that is read once and pushed with each change. */
export const createPushedStore = <T>(initial: T, read: () => Promise<T>) =>
  createStore<PushedState<T>>()((set) => {
    // A push that arrives while reading is newer than the response.
    let pushes = 0;
    return {
      value: initial,
      load: async () => {
        const before = pushes;
        const value = await read();
        if (pushes === before) set({ value });
      },
      apply: (value) => {
        pushes += 1;
        set({ value });
      },
    };
  });
