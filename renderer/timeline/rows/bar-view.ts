import { type DayRange, dayOf, MINUTES_PER_DAY } from '../../../shared/time.ts';
import { type HolidayCountry, isShortNotice } from '../../../shared/working-days.ts';
import type { PersonPlan, PlacedAssignment } from '../../store/person-plan.ts';
import type { Texts } from '../../store/texts.ts';
import { type BarStyle, barFont } from '../scale.ts';
import styles from './AssignmentBar.module.css';
import { barPosition } from './bar-position.ts';
import { barAccessibleName, barText, formerAccessibleName, hueOf } from './bar-text.ts';
import { HUES } from './hues.ts';
import type { TextWidth } from './text-width.ts';

/** Inputs shared by all bars. A new object redraws all bars. */
export interface BarContext {
  texts: Texts;
  barStyle: BarStyle;
  /** The period that bars are placed in, and its length. */
  range: DayRange;
  totalMinutes: number;
  /** Changes after this instant are marked with a dot. */
  recentSinceMs: number;
  /** Changes with fewer working days before the start are marked with a clock. */
  shortNoticeDays: number;
  /** Country of the public holidays. */
  country: HolidayCountry | null;
  /** Comparing with a moment: bars show whether they changed. */
  isComparing: boolean;
  textWidth: TextWidth;
}

/** DOM attributes, style and text of one bar. */
export interface BarView {
  attributes: BarAttributes;
  /** Position and colours. */
  style: string;
  /** Its label: one or two lines. */
  label: string;
  /**
   * Style of the label element for labels that are truncated or sticky; undefined: the text is placed directly in the bar.
   */
  labelStyle: string | undefined;
  isAtShortNotice: boolean;
  /** Set when just changed: the bar pulses once per `seq`. */
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

/** Changes younger than this pulse once. */
const FRESH_MS = 3000;
/** Border, padding and a reserve for rounding of letter widths. */
const TEXT_MARGIN_PX = 12;

export const barId = (id: number): string => `bar-${id}`;

const flag = (isOn: boolean): string | undefined => (isOn ? 'true' : undefined);

/** Written out for each bar: CSS variables on hundreds of bars doubled the style time. */
const coloursOf = (hue: number, isOpenEnded: boolean): string => {
  const { fill, edge } = HUES[hue] ?? HUES[0];
  return `${isOpenEnded ? '--fill' : 'background'}:${fill};border-color:${edge}`;
};

/** Style of the label element, or undefined when the text fits. */
const labelStyleOf = (
  placed: PlacedAssignment,
  label: string,
  { isLong, roomWidth, minRoomPx }: ReturnType<typeof barPosition>,
  { barStyle, textWidth }: BarContext,
): string | undefined => {
  if (label === '') return undefined;
  if (isLong) return `max-width:${roomWidth}`;
  const [first = '', second = ''] = label.split('\n');
  const { sizePx, firstWeight } = barFont(barStyle);
  const widestPx = Math.max(textWidth(first, sizePx, firstWeight), second ? textWidth(second, sizePx, 400) : 0);
  // Truncation is slow for hundreds of bars, so it is used only where the text does not fit.
  const fits = !placed.assignment.isRejected && (widestPx + TEXT_MARGIN_PX) * barStyle.textScale <= minRoomPx;
  return fits ? undefined : `width:${roomWidth}`;
};

/** One assignment at its place on the wall clock. */
export const barView = (
  placed: PlacedAssignment,
  { changedIds }: Pick<PersonPlan, 'changedIds'>,
  { isActive, isSelected }: { isActive: boolean; isSelected: boolean },
  barContext: BarContext,
): BarView => {
  const { assignment: a } = placed;
  const { texts, barStyle, recentSinceMs, shortNoticeDays, country } = barContext;
  const position = barPosition(placed, barContext.totalMinutes, barStyle);
  const isChanged = barContext.isComparing && changedIds.has(a.id);
  const isRecent = a.changedAtMs !== null && a.changedAtMs > recentSinceMs;
  const isAtShortNotice =
    a.changedAtMs !== null && isShortNotice(dayOf(a.changedAtMs), a.from, shortNoticeDays, country);
  const isFresh = a.changedAtMs !== null && Date.now() - a.changedAtMs < FRESH_MS;
  const label = barText(a, barStyle, texts);
  const hue = hueOf(a, texts);
  const hasOwnColours = a.isRejected === true || (barContext.isComparing && !isChanged);
  return {
    attributes: {
      class: styles.bar,
      // Only the active bar needs an id (aria-activedescendant).
      id: isActive ? barId(a.id) : undefined,
      'aria-colindex': columnAt(position.start),
      'aria-label': barAccessibleName(a, { isRecent, isAtShortNotice, isChanged }, texts),
      'aria-selected': String(isSelected),
      'data-bar': String(a.id),
      'data-hue': String(hue),
      'data-long': flag(position.isLong),
      'data-rejected': flag(a.isRejected === true),
      'data-recent': flag(isRecent),
      'data-unchanged': flag(barContext.isComparing && !isChanged),
      'data-changed': flag(isChanged),
      'data-active': flag(isActive),
      'data-cut-start': flag(position.cutStart),
      'data-cut-end': flag(position.cutEnd),
      'data-open-ended': flag(a.until === null),
    },
    style: hasOwnColours ? position.position : `${position.position};${coloursOf(hue, a.until === null)}`,
    label,
    labelStyle: labelStyleOf(placed, label, position, barContext),
    isAtShortNotice,
    freshSeq: isFresh ? a.seq : undefined,
  };
};

/** The former position of a moved or deleted assignment. */
export const formerView = (placed: PlacedAssignment, barContext: BarContext): BarView => {
  const { assignment: a } = placed;
  const position = barPosition(placed, barContext.totalMinutes, barContext.barStyle);
  const label = barText(a, barContext.barStyle, barContext.texts);
  return {
    attributes: {
      class: styles.former,
      'aria-colindex': columnAt(position.start),
      'aria-label': formerAccessibleName(a, barContext.texts),
      'aria-selected': 'false',
      'data-bar': String(a.id),
      'data-long': flag(position.isLong),
      'data-removed': flag(a.deleted),
    },
    style: position.position,
    label,
    labelStyle: labelStyleOf(placed, label, position, barContext),
    isAtShortNotice: false,
    freshSeq: undefined,
  };
};

const columnAt = (minutes: number): string => String(Math.floor(minutes / MINUTES_PER_DAY) + 2);
