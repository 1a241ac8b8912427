import { joined, listen } from '../listeners.ts';
import type { Stores } from './stores.ts';

/** Focus and activity of the page; replaced in tests. */
export interface PageFocus {
  /** Visible, and in front of all other windows. */
  isFocused: () => boolean;
  /** Called when the focus may have changed. Returns the function that unsubscribes. */
  onChanged: (listener: () => void) => () => void;
  /** Called when the page is used. Returns the function that unsubscribes. */
  onActivity: (listener: () => void) => () => void;
}

/** Repeat interval; shorter than the time after which the core drops a report. */
const REPORT_INTERVAL_MS = 10_000;

/**
 * Reports which assignment the planner is viewing, so that the core does not notify about it. Repeated while the page is
 * used; a window without activity for a minute does not count.
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
    const isPast = planView.getState().planVersion.asOfMs !== undefined;
    return screen === 'plan' && !isPast && pageFocus.isFocused() ? selectedId : null;
  };
  const report = () => {
    const assignmentId = viewedAssignmentId();
    if (assignmentId === lastReported && (assignmentId === null || now() - lastReportedAtMs < REPORT_INTERVAL_MS))
      return;
    lastReported = assignmentId;
    lastReportedAtMs = now();
    // If the report is lost, the planner gets one unnecessary notification.
    api.call('attention.report', { assignmentId }).catch(() => {});
  };
  report();
  return joined(
    navigation.subscribe(report),
    planView.subscribe(report),
    pageFocus.onChanged(report),
    pageFocus.onActivity(report),
  );
};

/** The implementation for browsers. */
export const browserPageFocus = (): PageFocus => ({
  isFocused: () => document.visibilityState === 'visible' && document.hasFocus(),
  onChanged: (listener) =>
    joined(listen(window, ['focus', 'blur', 'pagehide'], listener), listen(document, ['visibilitychange'], listener)),
  onActivity: (listener) =>
    listen(window, ['pointermove', 'pointerdown', 'keydown', 'wheel'], listener, { passive: true }),
});
