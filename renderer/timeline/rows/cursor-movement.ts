import type { AssignmentId } from '../../../shared/assignment.ts';
import type { PersonPlan, RowKey } from '../../store/person-plan.ts';

/** Keyboard cursor: a bar, or the row header when `id` is null. */
export interface Cursor {
  key: RowKey;
  id: AssignmentId | null;
  /** Column kept while moving up and down, in minutes since the first day. */
  minute: number;
}

/** Visible start of a bar. */
const visibleStart = (start: number): number => Math.max(0, start);

/** The previous or next bar; before the first bar comes the row header. */
export const moveHorizontally = (cursor: Cursor, plan: PersonPlan | undefined, direction: 1 | -1): Cursor => {
  const placed = plan?.placed ?? [];
  const at = cursor.id === null ? -1 : placed.findIndex((p) => p.assignment.id === cursor.id);
  const next = placed[at + direction];
  if (next) return { key: cursor.key, id: next.assignment.id, minute: visibleStart(next.span.start) };
  return at + direction < 0 ? { ...cursor, id: null, minute: 0 } : cursor;
};

/** The bar of a row that is nearest to a column; the row header when the row has no bar. */
export const enterRow = (key: RowKey, plan: PersonPlan | undefined, minute: number, staysOnHeader = false): Cursor => {
  const distance = (span: { start: number; end: number }) =>
    span.start <= minute && minute < span.end ? 0 : Math.abs(visibleStart(span.start) - minute);
  const nearest = staysOnHeader
    ? undefined
    : plan?.placed.toSorted((a, b) => distance(a.span) - distance(b.span) || a.span.start - b.span.start)[0];
  return { key, id: nearest?.assignment.id ?? null, minute };
};

/** The key of the row `by` rows further, limited to the first and last row. */
export const stepRow = (order: readonly RowKey[], key: RowKey, by: number): RowKey | undefined =>
  order[Math.min(order.length - 1, Math.max(0, order.indexOf(key) + by))];
