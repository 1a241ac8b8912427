import { type DayRange, dayOf, MINUTES_PER_DAY } from '../../../shared/time.ts';
import { type HolidayCountry, isShortNotice } from '../../../shared/working-days.ts';
import type { PersonPlan, PlacedAssignment } from '../../store/person-plan.ts';
import type { Texts } from '../../store/texts.ts';
import { type BarLook, wordsFont } from '../scale.ts';
import styles from './AssignmentBar.module.css';
import { barPlace } from './bar-position.ts';
import { barSentence, barText, ghostSentence, hueOf } from './bar-text.ts';
import type { TextWidth } from './text-width.ts';

/** What all bars are drawn with. A new one means that every bar is drawn anew. */
export interface Ink {
  texts: Texts;
  look: BarLook;
  /** The period that bars are placed in, and its length. */
  range: DayRange;
  totalMinutes: number;
  /** Changed after this: marked with a dot. */
  recentSinceMs: number;
  /** Fewer working days than this between change and start: a clock. */
  shortNoticeDays: number;
  /** Whose holidays are no working days. */
  country: HolidayCountry | null;
  /** Bars say whether they differ since the moment asked about. */
  isComparing: boolean;
  textWidth: TextWidth;
}

/** What one bar shows, ready to be written to the page. */
export interface BarView {
  attributes: BarAttributes;
  /** Its place, as a style. */
  place: string;
  /** One or two lines. */
  words: string;
  /** Words that do not stand in the bar itself but in a box of this style: cut off where the room ends, or moving along. */
  box: string | undefined;
  isShort: boolean;
  /** Changed just now: pulses once for this position of the log. */
  freshSeq: number | undefined;
}

export const BAR_ATTRIBUTES = [
  'class',
  'id',
  'aria-colindex',
  'aria-label',
  'aria-selected',
  'data-bar',
  'data-hue',
  'data-long',
  'data-rejected',
  'data-recent',
  'data-unchanged',
  'data-changed',
  'data-active',
  'data-cut-start',
  'data-cut-end',
  'data-open-ended',
  'data-removed',
] as const;
export type BarAttributes = { [name in (typeof BAR_ATTRIBUTES)[number]]?: string | undefined };

/** A change this young pulses, once. */
const FRESH_MS = 3000;
/** Beside the words: the edge, the air before them, and some for how letters are rounded. */
const BESIDE_PX = 12;

export const barId = (id: number): string => `bar-${id}`;

const mark = (isOn: boolean): string | undefined => (isOn ? 'true' : undefined);

/** Where on the bar its words go. */
const wordsBox = (
  placed: PlacedAssignment,
  words: string,
  { isLong, roomWidth, leastRoomPx }: ReturnType<typeof barPlace>,
  { look, textWidth }: Ink,
): string | undefined => {
  if (words === '') return undefined;
  if (isLong) return `max-width:${roomWidth}`;
  const [first = '', second = ''] = words.split('\n');
  const { sizePx, firstWeight } = wordsFont(look);
  const widest = Math.max(textWidth(first, sizePx, firstWeight), second ? textWidth(second, sizePx, 400) : 0);
  // To cut words off costs the browser a tenth of a frame, when each of hundreds of bars does it.
  const fits = !placed.assignment.isRejected && (widest + BESIDE_PX) * look.textScale <= leastRoomPx;
  return fits ? undefined : `width:${roomWidth}`;
};

/** One assignment at its place on the wall clock. */
export const barView = (
  placed: PlacedAssignment,
  { changedIds }: Pick<PersonPlan, 'changedIds'>,
  { isActive, isSelected }: { isActive: boolean; isSelected: boolean },
  ink: Ink,
): BarView => {
  const { assignment: a } = placed;
  const { texts, look, recentSinceMs, shortNoticeDays, country } = ink;
  const at = barPlace(placed, ink.totalMinutes, look);
  const isChanged = ink.isComparing && changedIds.has(a.id);
  const isRecent = a.changedAtMs !== null && a.changedAtMs > recentSinceMs;
  const isShort = a.changedAtMs !== null && isShortNotice(dayOf(a.changedAtMs), a.from, shortNoticeDays, country);
  const isFresh = a.changedAtMs !== null && Date.now() - a.changedAtMs < FRESH_MS;
  const words = barText(a, look, texts);
  return {
    attributes: {
      class: styles.bar,
      // Only the one the keyboard is on is named by another element.
      id: isActive ? barId(a.id) : undefined,
      'aria-colindex': columnAt(at.start),
      'aria-label': barSentence(a, { isRecent, isShort, isChanged }, texts),
      'aria-selected': String(isSelected),
      'data-bar': String(a.id),
      'data-hue': String(hueOf(a, texts)),
      'data-long': mark(at.isLong),
      'data-rejected': mark(a.isRejected === true),
      'data-recent': mark(isRecent),
      'data-unchanged': mark(ink.isComparing && !isChanged),
      'data-changed': mark(isChanged),
      'data-active': mark(isActive),
      'data-cut-start': mark(at.cutStart),
      'data-cut-end': mark(at.cutEnd),
      'data-open-ended': mark(a.until === null),
    },
    place: at.place,
    words,
    box: wordsBox(placed, words, at, ink),
    isShort,
    freshSeq: isFresh ? a.seq : undefined,
  };
};

/** Where an assignment was before it moved or left the plan. */
export const ghostView = (placed: PlacedAssignment, ink: Ink): BarView => {
  const { assignment: a } = placed;
  const at = barPlace(placed, ink.totalMinutes, ink.look);
  const words = barText(a, ink.look, ink.texts);
  return {
    attributes: {
      class: styles.ghost,
      'aria-colindex': columnAt(at.start),
      'aria-label': ghostSentence(a, ink.texts),
      'aria-selected': 'false',
      'data-bar': String(a.id),
      'data-long': mark(at.isLong),
      'data-removed': mark(a.deleted),
    },
    place: at.place,
    words,
    box: wordsBox(placed, words, at, ink),
    isShort: false,
    freshSeq: undefined,
  };
};

const columnAt = (minutes: number): string => String(Math.floor(minutes / MINUTES_PER_DAY) + 2);
