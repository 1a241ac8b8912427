import { createStore } from 'zustand/vanilla';

export interface ToastContent {
  text: string;
  detail?: string;
  /** A later toast with the same key replaces it. */
  key?: string;
  /** Reason, shown in small print. */
  why?: string;
  tone?: 'plain' | 'bad';
  /** 6 s by default. */
  durationMs?: number;
  action?: { label: string; run: () => void };
  /** Called once it is drawn. */
  onDrawn?: () => void;
}

export interface ToastEntry extends ToastContent {
  id: number;
}

export interface ToastState {
  /** Oldest first; at most four. */
  toasts: readonly ToastEntry[];
  /** All toasts are drawn; during first run only some are. */
  areDrawn: boolean;
  setDrawn: (areDrawn: boolean) => void;
  show: (toast: ToastContent) => number;
  dismiss: (id: number) => void;
  /** Removes all toasts. */
  clear: () => void;
}

const MAX_TOASTS = 4;

/** Short messages at the window's edge. */
export const createToastStore = () =>
  createStore<ToastState>()((set) => {
    let lastId = 0;
    return {
      toasts: [],
      areDrawn: false,
      setDrawn: (areDrawn) => set({ areDrawn }),
      show: (toast) => {
        lastId += 1;
        const entry = { ...toast, id: lastId };
        const isOther = ({ key }: ToastEntry) => key === undefined || key !== entry.key;
        set((s) => ({ toasts: [...s.toasts.filter(isOther), entry].slice(-MAX_TOASTS) }));
        return entry.id;
      },
      dismiss: (id) => set((s) => ({ toasts: s.toasts.filter((t) => t.id !== id) })),
      clear: () => set({ toasts: [] }),
    };
  });
