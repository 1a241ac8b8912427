/** So long after the last sign of the planner a window counts as looked at. A page that is gone gives no sign. */
export const FOCUS_TIMEOUT_MS = 60_000;

/**
 * What lies open in front of the planner, as the windows report it: each says which assignment it shows, while it has the
 * focus and somebody uses it. What is not said anew is soon forgotten: rather one notice too many than one too few.
 */
export const createFocusTracker = (now: () => number) => {
  const pages = new Map<object, { assignmentId: number; untilMs: number }>();
  const removeExpired = () => {
    for (const [page, { untilMs }] of pages) if (untilMs <= now()) pages.delete(page);
  };
  return {
    /** @param assignmentId null: none, or the page is gone. */
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
