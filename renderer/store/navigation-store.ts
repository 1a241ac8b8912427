import { createStore } from 'zustand/vanilla';
import type { AssignmentId } from '../../shared/assignment.ts';
import type { Day } from '../../shared/time.ts';
import { type PlanView, stepPeriod } from './period.ts';

export const SCREENS = ['plan', 'rejections', 'history', 'connection', 'settings'] as const;
export type Screen = (typeof SCREENS)[number];

export interface NavigationState {
  screen: Screen;
  view: PlanView;
  /** A day inside the shown period. */
  day: Day;
  /** The assignment in the side panel of the plan. */
  selectedId: AssignmentId | null;
  /** Counts openAssignment calls, so that opening the same assignment again reveals it again. */
  openRequests: number;
  go: (screen: Screen) => void;
  setView: (view: PlanView) => void;
  setDay: (day: Day) => void;
  step: (direction: 1 | -1) => void;
  goToday: () => void;
  select: (id: AssignmentId | null) => void;
  /** Shows the plan at this day with the assignment in the side panel. */
  openAssignment: (id: AssignmentId, day: Day) => void;
}

/** Current screen, period and selection. */
export const createNavigationStore = (today: () => Day) =>
  createStore<NavigationState>()((set) => ({
    screen: 'plan',
    view: 'twoWeeks',
    day: today(),
    selectedId: null,
    openRequests: 0,
    go: (screen) => set({ screen }),
    setView: (view) => set({ view }),
    setDay: (day) => set({ day }),
    step: (direction) => set((s) => ({ day: stepPeriod(s.view, s.day, direction) })),
    goToday: () => set({ day: today() }),
    select: (selectedId) => set({ selectedId }),
    openAssignment: (selectedId, day) =>
      set((s) => ({ screen: 'plan', selectedId, day, openRequests: s.openRequests + 1 })),
  }));
