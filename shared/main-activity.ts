import type { ActivityRef } from './assignment.ts';

/** The activity on the deepest level of the structure (the task, not the department). */
export const mostSpecificActivityId = (activities: readonly ActivityRef[]): string | undefined => {
  let deepest = activities[0];
  for (const ref of activities) if (deepest && ref.level > deepest.level) deepest = ref;
  return deepest?.activityId;
};

/**
 * The activity id with the highest count; null for an empty map. On a tie the smallest id wins, so that the result does not depend
 * on the order of the input.
 */
export const mostFrequent = (counts: ReadonlyMap<string, number>): string | null => {
  let best: { id: string; count: number } | undefined;
  for (const [id, count] of counts)
    if (!best || count > best.count || (count === best.count && id < best.id)) best = { id, count };
  return best?.id ?? null;
};

/** The most frequent activity of several assignments; null when none of them has an activity. */
export const mainActivity = (lists: readonly (readonly ActivityRef[])[]): string | null => {
  const counts = new Map<string, number>();
  for (const activities of lists) {
    const id = mostSpecificActivityId(activities);
    if (id) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return mostFrequent(counts);
};
