/** A window counts as focused for this long after its last report: a closed page sends no report. */
export const VIEW_TIMEOUT_MS = 60_000;

/**
 * Assignments shown in focused windows, as the windows report them. A report expires after VIEW_TIMEOUT_MS: one
 * notification too many is better than a missed one.
 */
export const createViewedAssignments = (now: () => number) => {
  const byDisplay = new Map<object, { assignmentId: number; untilMs: number }>();
  const removeExpired = () => {
    for (const [display, { untilMs }] of byDisplay) if (untilMs <= now()) byDisplay.delete(display);
  };
  return {
    /** @param assignmentId shown in the page while it is focused; null: none, or the page was closed. */
    report(display: object, assignmentId: number | null): void {
      removeExpired();
      if (assignmentId === null) byDisplay.delete(display);
      else byDisplay.set(display, { assignmentId, untilMs: now() + VIEW_TIMEOUT_MS });
    },
    viewed(): ReadonlySet<number> {
      removeExpired();
      return new Set([...byDisplay.values()].map(({ assignmentId }) => assignmentId));
    },
  };
};

export type ViewedAssignments = ReturnType<typeof createViewedAssignments>;
