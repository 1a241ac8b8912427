import type { Stores } from './stores.ts';

/** What tells whether somebody looks at this page; tests pass their own. */
export interface PageFocus {
  /** Visible, and in front of all other windows. */
  isFocused: () => boolean;
  /** Called when that may have changed. Returns its end. */
  onChanged: (listener: () => void) => () => void;
  /** Called when somebody uses the page. Returns its end. */
  onActivity: (listener: () => void) => () => void;
}

/** The core forgets what it does not hear again; this is well within its patience. */
const REPORT_INTERVAL_MS = 10_000;

/**
 * Tells the core which assignment lies open in front of the planner, so that nobody is told of what they look at. Said anew
 * while the page is used: a window left alone for a minute is not looked at. Returns its end.
 */
export const reportViewedAssignment = (
  { api, navigation, planView }: Pick<Stores, 'api' | 'navigation' | 'planView'>,
  pageFocus: PageFocus,
  now = Date.now,
): (() => void) => {
  let lastReported: number | null | undefined;
  let lastReportedAtMs = Number.NEGATIVE_INFINITY;

  const viewedAssignmentId = (): number | null => {
    const { screen, selectedId } = navigation.getState();
    const isPresent = planView.getState().moment.asOfMs === undefined;
    return screen === 'plan' && isPresent && pageFocus.isFocused() ? selectedId : null;
  };
  const report = () => {
    const assignmentId = viewedAssignmentId();
    if (assignmentId === lastReported && (assignmentId === null || now() - lastReportedAtMs < REPORT_INTERVAL_MS))
      return;
    lastReported = assignmentId;
    lastReportedAtMs = now();
    // Not heard: then the planner is told once too often.
    api.call('attention.report', { assignmentId }).catch(() => {});
  };
  const unsubscribes = [
    navigation.subscribe(report),
    planView.subscribe(report),
    pageFocus.onChanged(report),
    pageFocus.onActivity(report),
  ];
  report();
  return () => {
    for (const end of unsubscribes) end();
  };
};

const listen = (target: EventTarget, names: readonly string[], listener: () => void) => {
  for (const name of names) target.addEventListener(name, listener, { passive: true });
  return () => {
    for (const name of names) target.removeEventListener(name, listener);
  };
};

/** The real one. */
export const browserPageFocus = (): PageFocus => ({
  isFocused: () => document.visibilityState === 'visible' && document.hasFocus(),
  onChanged: (listener) => {
    const unsubscribes = [
      listen(window, ['focus', 'blur', 'pagehide'], listener),
      listen(document, ['visibilitychange'], listener),
    ];
    return () => {
      for (const end of unsubscribes) end();
    };
  },
  onActivity: (listener) => listen(window, ['pointermove', 'pointerdown', 'keydown', 'wheel'], listener),
});
