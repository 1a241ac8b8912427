import type { ChangeKind, ChangeOutcome, ChangeSource } from '../../shared/change-event.ts';
import { resolveFilters, type SavedFilters } from '../../shared/saved-search.ts';
import type { SearchFilters } from '../../shared/search.ts';
import type { Day } from '../../shared/time.ts';

/** What the planner is looking for, as a saved search would keep it. What is not asked is left out. */
export type HistoryQuery = SavedFilters;

export const emptyQuery: HistoryQuery = {};

/** What can be chosen among the kinds, in the order a planner asks for them. */
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

/** How a change came; a demo's changes come like live ones. */
export const SOURCE_CHOICES = {
  live: ['webhook', 'demo'],
  sync: ['sync'],
} as const satisfies Record<string, readonly ChangeSource[]>;
export type SourceChoice = keyof typeof SOURCE_CHOICES;

/** What became of a change. Without a choice: what was applied, and what came too late. */
export const OUTCOME_CHOICES = ['applied', 'stale', 'duplicate'] as const satisfies readonly ChangeOutcome[];

export const sourceChoiceOf = ({ sources }: HistoryQuery): SourceChoice | undefined => {
  if (!sources?.length) return undefined;
  return sources.includes('sync') ? 'sync' : 'live';
};

const KEYS = [
  'text',
  'personId',
  'shiftPeriod',
  'from',
  'until',
  'seenPeriod',
  'seenFromMs',
  'seenUntilMs',
  'kinds',
  'sources',
  'outcomes',
  'order',
] as const satisfies readonly (keyof HistoryQuery)[];

const hasValue = (value: unknown): boolean =>
  value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);

/** A question with a change, and without what it does not ask. */
export const applyChange = (query: HistoryQuery, change: Partial<HistoryQuery>): HistoryQuery => {
  const next: HistoryQuery = { ...query, ...change };
  return Object.fromEntries(KEYS.flatMap((key) => (hasValue(next[key]) ? [[key, next[key]]] : [])));
};

/** Whether two questions find the same in the same order. */
export const isSame = (a: HistoryQuery, b: HistoryQuery): boolean => canonical(a) === canonical(b);

const canonical = (query: HistoryQuery): string => {
  const { text, order, ...rest } = applyChange(query, {});
  return JSON.stringify([text?.trim() || undefined, order === 'shift' ? order : undefined, rest]);
};

/** The question in the words of the contract; periods with a name are those of the day it is asked. */
export const toFilters = (query: HistoryQuery, today: Day): SearchFilters => {
  const { text, order: _, ...filters } = resolveFilters(query, today);
  const words = text?.trim().slice(0, 500);
  return words ? { text: words, ...filters } : filters;
};

/** Without any chip: the words and the order stay. */
export const withoutChips = ({ text, order }: HistoryQuery): HistoryQuery => applyChange(emptyQuery, { text, order });

/** Whether anything but the words narrows the search. */
export const isNarrowed = (query: HistoryQuery): boolean => !isSame(query, withoutChips(query));

/** Whether every change of some time is wanted: then the times without reception belong into the list. */
export const isPeriodOnly = ({ seenPeriod: _p, seenFromMs: _f, seenUntilMs: _u, ...rest }: HistoryQuery): boolean =>
  !isNarrowed(rest) && !rest.text?.trim() && rest.order !== 'shift';
