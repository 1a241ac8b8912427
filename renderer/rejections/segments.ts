import type { Rejection } from '../../shared/rejection.ts';

export const SEGMENTS = ['open', 'muted', 'snoozed', 'others', 'acknowledged', 'withdrawn', 'all'] as const;
/** The tabs of the Rejections screen. */
export type Segment = (typeof SEGMENTS)[number];

type SegmentFields = Pick<Rejection, 'state' | 'snoozed' | 'outsideSelection' | 'muted'>;

/** The segment of a rejection. Snoozed, muted and outside-selection rejections are open but not counted. */
export const segmentOf = ({ state, snoozed, outsideSelection, muted }: SegmentFields): Exclude<Segment, 'all'> => {
  if (state !== 'open') return state;
  if (outsideSelection) return 'others';
  if (snoozed) return 'snoozed';
  return muted ? 'muted' : 'open';
};

export const isInSegment = (segment: Segment, rejection: SegmentFields): boolean =>
  segment === 'all' || segment === segmentOf(rejection);

/** Number of rejections in each segment. */
export const countSegments = (rejections: readonly Rejection[]): Record<Segment, number> => {
  const counts = { open: 0, muted: 0, snoozed: 0, others: 0, acknowledged: 0, withdrawn: 0, all: rejections.length };
  for (const rejection of rejections) counts[segmentOf(rejection)] += 1;
  return counts;
};

/** Segments shown only when they are not empty. */
const isRare = (segment: Segment) => segment === 'others' || segment === 'muted';

/** The selectable segments. */
export const visibleSegments = (rejections: readonly Rejection[]): Segment[] => {
  const counts = countSegments(rejections);
  return SEGMENTS.filter((segment) => !isRare(segment) || counts[segment] > 0);
};

/** Sorts newest first, but keeps rejections of the same day of shifts together. */
export const byShiftDay = (rejections: readonly Rejection[]): Rejection[] => {
  // Rejections found in one sync have the same time; then the earliest shift comes first.
  const newestFirst = rejections.toSorted(
    (a, b) => b.seenAtMs - a.seenAtMs || a.from.localeCompare(b.from) || b.id - a.id,
  );
  return [...Map.groupBy(newestFirst, ({ from }) => from).values()].flat();
};
