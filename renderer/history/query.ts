import type { ChangeKind } from '../../shared/change-event.ts';
import type { SearchFilters } from '../../shared/search.ts';
import { addDays, type Day } from '../../shared/time.ts';
import { type Chosen, type SeenPeriod, type ShiftPeriod, seenDays, shiftDays, startOfDay } from './periods.ts';

export const SOURCES = ['any', 'webhook', 'sync'] as const;
export type SourceChoice = (typeof SOURCES)[number];

/** What the planner is looking for. */
export interface HistoryQuery {
  text: string;
  kinds: readonly ChangeKind[];
  source: SourceChoice;
  shift: Chosen<ShiftPeriod>;
  seen: Chosen<SeenPeriod>;
}

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

export const everything: HistoryQuery = {
  text: '',
  kinds: [],
  source: 'any',
  shift: { period: 'any', from: '', until: '' },
  seen: { period: 'any', from: '', until: '' },
};

/** The same question in the words of the contract; periods such as "today" are of the day it is asked. */
export const toFilters = ({ text, kinds, source, shift, seen }: HistoryQuery, today: Day): SearchFilters => {
  const seenOn = seenDays(seen, today);
  return {
    ...(text.trim() ? { text: text.trim().slice(0, 500) } : {}),
    ...(kinds.length > 0 ? { kinds: [...kinds] } : {}),
    // A demo's changes come like live ones.
    ...(source === 'any' ? {} : { sources: source === 'sync' ? ['sync'] : ['webhook', 'demo'] }),
    ...shiftDays(shift, today),
    ...(seenOn.from ? { seenFromMs: startOfDay(seenOn.from) } : {}),
    ...(seenOn.until ? { seenUntilMs: startOfDay(addDays(seenOn.until, 1)) } : {}),
  };
};

/** Whether anything but the words narrows the search. */
export const isNarrowed = ({ kinds, source, shift, seen }: HistoryQuery): boolean =>
  kinds.length > 0 || source !== 'any' || shift.period !== 'any' || seen.period !== 'any';
