import type { ChangeKind, ChangeOutcome, ChangeSource } from '../../shared/change-event.ts';
import { resolveFilters, type SavedFilters, savedFilters } from '../../shared/saved-search.ts';
import type { SearchFilters } from '../../shared/search.ts';
import type { Day } from '../../shared/time.ts';

/** The query of the History screen. Unset filters are omitted. */
export type HistoryQuery = SavedFilters;

export const emptyQuery: HistoryQuery = {};

/** Selectable kinds, most used first. */
export const KIND_CHOICES = [
  'rejected',
  'withdrawn',
  'new',
  'deleted',
  'times',
  'dates',
  'person',
  'activity',
  'comment',
] as const satisfies readonly ChangeKind[];

/** Choices of the source filter. */
export const SOURCE_CHOICES = {
  webhook: ['webhook', 'demo'],
  sync: ['sync'],
} as const satisfies Record<string, readonly ChangeSource[]>;
export type SourceChoice = keyof typeof SOURCE_CHOICES;

/** Outcome filter. Default: applied and stale. */
export const OUTCOME_CHOICES = ['applied', 'stale', 'duplicate'] as const satisfies readonly ChangeOutcome[];

export const sourceChoiceOf = ({ sources }: HistoryQuery): SourceChoice | undefined => {
  if (!sources?.length) return undefined;
  return sources.includes('sync') ? 'sync' : 'webhook';
};

/** The names of all filters, in a fixed order. */
const KEYS = Object.keys(savedFilters.shape) as readonly (keyof HistoryQuery)[];

const hasValue = (value: unknown): boolean =>
  value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);

/** Applies a change to a query and removes empty filters. */
export const applyChange = (query: HistoryQuery, change: Partial<HistoryQuery>): HistoryQuery => {
  const next: HistoryQuery = { ...query, ...change };
  return Object.fromEntries(KEYS.flatMap((key) => (hasValue(next[key]) ? [[key, next[key]]] : [])));
};

/** Whether two queries are equivalent. */
export const isSame = (a: HistoryQuery, b: HistoryQuery): boolean => canonical(a) === canonical(b);

const canonical = (query: HistoryQuery): string => {
  const { text, order, ...rest } = applyChange(query, {});
  return JSON.stringify([text?.trim() || undefined, order === 'shift' ? order : undefined, rest]);
};

/** Converts a query to contract filters; named periods are resolved as of `today`. */
export const toFilters = (query: HistoryQuery, today: Day): SearchFilters => {
  const { text, order: _, ...filters } = resolveFilters(query, today);
  const words = text?.trim().slice(0, 500);
  return words ? { text: words, ...filters } : filters;
};

/** Removes all filters except the text and the order. */
export const withoutChips = ({ text, order }: HistoryQuery): HistoryQuery => applyChange(emptyQuery, { text, order });

/** Whether there are filters other than the text. */
export const isNarrowed = (query: HistoryQuery): boolean => !isSame(query, withoutChips(query));

/** Whether only the period is filtered; then gaps are shown in the list. */
export const isPeriodOnly = ({ seenPeriod: _p, seenFromMs: _f, seenUntilMs: _u, ...rest }: HistoryQuery): boolean =>
  !isNarrowed(rest) && !rest.text?.trim() && rest.order !== 'shift';
