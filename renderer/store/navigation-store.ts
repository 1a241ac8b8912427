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
  /** How often an assignment was opened from elsewhere: the same one again is another wish to see it. */
  openRequests: number;
  go: (screen: Screen) => void;
  setView: (view: PlanView) => void;
  setDay: (day: Day) => void;
  step: (direction: 1 | -1) => void;
  goToday: () => void;
  select: (id: AssignmentId | null) => void;
  /** Opens the plan at the shift, with the shift in the side panel. */
  openAssignment: (id: AssignmentId, day: Day) => void;
}

/** Where the planner is. */
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
