import { CHANGE_KINDS } from '../../../shared/change-event.ts';
import type { SearchFilters } from '../../../shared/search.ts';
import { BEGIN_MS, PEOPLE, YEAR_MS } from './dataset.ts';
import { COMMON, LAST_NAMES } from './vocabulary.ts';

/** The questions whose speed is held against the reference, with its own wording, and with that of a scan of the log as text. */
export const SIMPLE: readonly { name: string; text: string; match: string }[] = [
  {
    name: 'a prefix of three letters',
    text: COMMON.slice(0, 3),
    match: `"${COMMON.slice(0, 3)}"*`,
  },
  { name: 'one common word', text: `"${COMMON}"`, match: `"${COMMON}"` },
  {
    name: 'two words',
    text: `${COMMON} "${LAST_NAMES[0]}"`,
    match: `"${COMMON}" AND "${LAST_NAMES[0]}"`,
    // A line of the scanned log names the person first.
  },
];

type Chips = readonly SearchFilters[];

const WORDS: Chips = [
  {},
  { text: 'w' },
  { text: COMMON.slice(0, 4) },
  { text: COMMON },
  { text: `${COMMON} jan` },
  { text: `jan "${LAST_NAMES[0]}"` },
];
/** Phrases: frequent ones, ones without matches whose words are frequent, prefixes, and combined ones. */
export const PHRASES: Chips = [
  { text: '"werkplek 12 onthaal"' },
  { text: '"onthaal werkplek"' },
  { text: '"onthaal w' },
  { text: '"werkplek 12 o' },
  { text: `"${COMMON} onthaal"` },
  { text: `"onthaal werkplek" ${COMMON}` },
  { text: `"${LAST_NAMES[0]} jan"` },
  { text: `"jan ${LAST_NAMES[0]}" werk` },
];
/** Frequent words that never occur together, and prefixes of very many words. */
export const COMMON_TERMS: Chips = [
  { text: `${LAST_NAMES[0]} "${LAST_NAMES[1]}"` },
  { text: 'onthaal nooitgezegd' },
  { text: `${COMMON} werkplek onthaal` },
  { text: '38fc' },
  { text: 'kalo' },
  { text: `${COMMON} ter` },
];

const PERSON: Chips = [{}, { personId: 1000 + PEOPLE / 2 }];
const SHIFT: Chips = [{}, { from: '2026-06-01', until: '2026-06-30' }, { from: '2026-03-09', until: '2026-03-22' }];
const SEEN: Chips = [{}, { seenFromMs: BEGIN_MS + YEAR_MS / 3, seenUntilMs: BEGIN_MS + YEAR_MS / 3 + 7 * 86_400_000 }];
const KINDS: Chips = [{}, ...CHANGE_KINDS.map((kind) => ({ kinds: [kind] })), { kinds: ['rejected', 'withdrawn'] }];
const SOURCES: Chips = [{}, { sources: ['sync'] }];
const OUTCOMES: Chips = [{}, { outcomes: ['stale'] }, { outcomes: ['duplicate'] }];

/** Every combination of words and chips. */
export const everyCombination = (words: Chips = WORDS): SearchFilters[] =>
  [words, PERSON, SHIFT, SEEN, KINDS, SOURCES, OUTCOMES].reduce<SearchFilters[]>(
    (made, chips) => made.flatMap((filters) => chips.map((chip) => ({ ...filters, ...chip }))),
    [{}],
  );
