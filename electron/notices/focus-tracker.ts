/** A window counts as focused for this long after its last report: a closed page sends no report. */
export const FOCUS_TIMEOUT_MS = 60_000;

/**
 * Assignments shown in focused windows, as the windows report them. A report expires after FOCUS_TIMEOUT_MS: one
 * notification too many is better than a missed one.
 */
export const createFocusTracker = (now: () => number) => {
  const pages = new Map<object, { assignmentId: number; untilMs: number }>();
  const removeExpired = () => {
    for (const [page, { untilMs }] of pages) if (untilMs <= now()) pages.delete(page);
  };
  return {
    /** @param assignmentId shown in the page while it is focused; null: none, or the page was closed. */
    report(page: object, assignmentId: number | null): void {
      removeExpired();
      if (assignmentId === null) pages.delete(page);
      else pages.set(page, { assignmentId, untilMs: now() + FOCUS_TIMEOUT_MS });
    },
    inView(): ReadonlySet<number> {
      removeExpired();
      return new Set([...pages.values()].map(({ assignmentId }) => assignmentId));
    },
  };
};

export type FocusTracker = ReturnType<typeof createFocusTracker>;
