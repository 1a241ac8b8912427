import { CHANGE_KINDS, CHANGE_OUTCOMES, CHANGE_SOURCES } from '../../shared/change-event.ts';
import type { SearchFilters } from '../../shared/search.ts';
import { dayFlag, type Flags, instantFlag, listOf, type Values, wholeNumber } from './flags.ts';

/** The filters that `search` and `export` share. */
export const FILTER_FLAGS = {
  person: wholeNumber('ID', 'only this person', 1, Number.MAX_SAFE_INTEGER),
  from: dayFlag('shifts that end on or after this day'),
  until: dayFlag('shifts that start on or before this day'),
  'seen-from': instantFlag('changes seen at or after this time'),
  'seen-until': instantFlag('changes seen before this time'),
  kind: listOf(CHANGE_KINDS, 'only these kinds'),
  source: listOf(CHANGE_SOURCES, 'only these sources'),
  outcome: listOf(CHANGE_OUTCOMES, 'only these outcomes'),
} satisfies Flags;

export const toFilters = (values: Values<typeof FILTER_FLAGS>, words: readonly string[]): SearchFilters => ({
  ...(words.length > 0 ? { text: words.join(' ') } : {}),
  ...(values.person === undefined ? {} : { personId: values.person }),
  ...(values.from === undefined ? {} : { from: values.from }),
  ...(values.until === undefined ? {} : { until: values.until }),
  ...(values['seen-from'] === undefined ? {} : { seenFromMs: values['seen-from'] }),
  ...(values['seen-until'] === undefined ? {} : { seenUntilMs: values['seen-until'] }),
  ...(values.kind === undefined ? {} : { kinds: values.kind }),
  ...(values.source === undefined ? {} : { sources: values.source }),
  // All outcomes by default; only the screen hides duplicates.
  outcomes: values.outcome ?? [...CHANGE_OUTCOMES],
});
