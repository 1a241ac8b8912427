import { createStore } from 'zustand/vanilla';

export const ROW_ORDERS = ['name', 'nextShift'] as const;
export type RowOrder = (typeof ROW_ORDERS)[number];

export const ZOOM_STEPS = [1, 1.25, 1.5, 2, 3, 4, 6, 8, 12] as const;

export interface PlanViewState {
  /** Part of a person's name, employee number or activity; empty: everyone. */
  text: string;
  onlyRejected: boolean;
  order: RowOrder;
  /** 1: the period fills the window. */
  zoom: number;
  setText: (text: string) => void;
  setOnlyRejected: (onlyRejected: boolean) => void;
  setOrder: (order: RowOrder) => void;
  setZoom: (zoom: number) => void;
  /** To the next wider (1) or narrower (−1) step. */
  stepZoom: (direction: 1 | -1) => void;
  clearFilters: () => void;
}

/** How the plan is looked at. */
export const createPlanViewStore = () =>
  createStore<PlanViewState>()((set) => ({
    text: '',
    onlyRejected: false,
    order: 'name',
    zoom: 1,
    setText: (text) => set({ text }),
    setOnlyRejected: (onlyRejected) => set({ onlyRejected }),
    setOrder: (order) => set({ order }),
    setZoom: (zoom) => set({ zoom }),
    stepZoom: (direction) => set((s) => ({ zoom: nextZoom(s.zoom, direction) })),
    clearFilters: () => set({ text: '', onlyRejected: false }),
  }));

const nextZoom = (zoom: number, direction: 1 | -1): number =>
  direction === 1
    ? (ZOOM_STEPS.find((step) => step > zoom + 0.01) ?? zoom)
    : (ZOOM_STEPS.findLast((step) => step < zoom - 0.01) ?? 1);
