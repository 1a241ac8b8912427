import { createStore } from 'zustand/vanilla';
import type { PlanVersion } from '../../shared/timeline.ts';

/** `activity` groups rows by main activity, sorted by name within a group. */
export const ROW_ORDERS = ['name', 'nextShift', 'activity'] as const;
export type RowOrder = (typeof ROW_ORDERS)[number];

export const DENSITIES = ['comfortable', 'compact'] as const;
export type Density = (typeof DENSITIES)[number];

export const ZOOM_STEPS = [1, 1.25, 1.5, 2, 3, 4, 6, 8, 12] as const;

export interface PlanViewState {
  /** Part of a person's name, employee number or activity; empty: everyone. */
  text: string;
  onlyRejected: boolean;
  order: RowOrder;
  density: Density;
  /** 1: the period fills the window. */
  zoom: number;
  /** As of a moment, or compared with a moment; neither: the current plan. */
  planVersion: PlanVersion;
  /** End of the previous visit; null: first visit. */
  lastViewedMs: number | null;
  setText: (text: string) => void;
  setOnlyRejected: (onlyRejected: boolean) => void;
  setOrder: (order: RowOrder) => void;
  setDensity: (density: Density) => void;
  setZoom: (zoom: number) => void;
  /** To the next wider (1) or narrower (−1) step. */
  stepZoom: (direction: 1 | -1) => void;
  setPlanVersion: (planVersion: PlanVersion) => void;
  clearFilters: () => void;
}

const PRESENT: PlanVersion = {};

/** View options of the plan. */
export const createPlanViewStore = () =>
  createStore<PlanViewState>()((set) => ({
    text: '',
    onlyRejected: false,
    order: 'name',
    density: 'comfortable',
    zoom: 1,
    planVersion: PRESENT,
    lastViewedMs: null,
    setText: (text) => set({ text }),
    setOnlyRejected: (onlyRejected) => set({ onlyRejected }),
    setOrder: (order) => set({ order }),
    setDensity: (density) => set({ density }),
    setZoom: (zoom) => set({ zoom }),
    stepZoom: (direction) => set((s) => ({ zoom: nextZoom(s.zoom, direction) })),
    setPlanVersion: ({ asOfMs, changedSinceMs }) =>
      set((s) => {
        if (s.planVersion.asOfMs === asOfMs && s.planVersion.changedSinceMs === changedSinceMs) return s;
        if (asOfMs !== undefined) return { planVersion: { asOfMs } };
        return { planVersion: changedSinceMs === undefined ? PRESENT : { changedSinceMs } };
      }),
    clearFilters: () => set({ text: '', onlyRejected: false }),
  }));

const nextZoom = (zoom: number, direction: 1 | -1): number =>
  direction === 1
    ? (ZOOM_STEPS.find((step) => step > zoom + 0.01) ?? zoom)
    : (ZOOM_STEPS.findLast((step) => step < zoom - 0.01) ?? 1);
