import { describe, expect, it } from 'vitest';
import { personPlan } from '../../../../renderer/store/person-plan.ts';
import { createTexts } from '../../../../renderer/store/texts.ts';
import { type BarContext, barView, formerView } from '../../../../renderer/timeline/rows/bar-view.ts';
import { type BarStyle, minDayWidthPx } from '../../../../renderer/timeline/scale.ts';
import type { Assignment } from '../../../../shared/assignment.ts';
import { makeAssignment } from '../../../fakes/assignment.ts';

const activities = new Map([['a', { id: 'a', level: 2, name: 'Reception' }]]);
const barStyle: BarStyle = {
  detail: 'medium',
  density: 'comfortable',
  isWide: false,
  lanePx: 36,
  paddingPx: 8,
  minDayPx: 100,
  textScale: 1,
  nameRoomPx: 176,
};
const barContext: BarContext = {
  texts: createTexts('en', { people: new Map(), activities }),
  barStyle,
  range: { from: '2026-03-09', until: '2026-03-15' },
  totalMinutes: 7 * 1440,
  recentSinceMs: 1000,
  shortNoticeDays: 0,
  country: null,
  isComparing: false,
  // All letters have the same width.
  textWidth: (line) => line.length * 6,
};
const noState = { isActive: false, isSelected: false };
const reception = { activities: [{ level: 2, activityId: 'a' }] };

/** The view of the first bar of a person with these assignments. */
const viewOf = (assignments: readonly Assignment[], different: Partial<BarContext> = {}, where = noState) => {
  const used = { ...barContext, ...different };
  const plan = personPlan(1, assignments, used.range);
  const [placed] = plan.placed;
  if (!placed) throw new Error('nothing is placed');
  return barView(placed, plan, where, used);
};
const on = (day: string, different: Partial<Assignment> = {}) =>
  makeAssignment({ ...reception, from: day, until: day, ...different });

describe('a bar', () => {
  it('is positioned in fractions of the period, so that zooming re-renders no bar', () => {
    const { style } = viewOf([on('2026-03-09', { startMinutes: 720, endMinutes: 1440 })]);
    expect(style).toMatch(/^left:7.1429%;right:85.7143%;top:5px;height:33px;/);
  });

  it('contains its label directly when it fits before the next bar, else in a clipping box', () => {
    const next = on('2026-03-11', { id: 2 });
    expect(viewOf([on('2026-03-10'), next])).toMatchObject({ label: 'Reception\n08:00–17:00', labelStyle: undefined });
    const near = on('2026-03-10', { id: 3, startMinutes: 1020, endMinutes: 1200 });
    expect(viewOf([on('2026-03-10'), near]).labelStyle).toMatch(/^width:calc\(/);
    // With larger text and narrower days it does not fit.
    expect(viewOf([on('2026-03-10'), next], { barStyle: { ...barStyle, textScale: 2 } }).labelStyle).toMatch(
      /^width:calc\(/,
    );
    expect(viewOf([on('2026-03-10'), next], { barStyle: { ...barStyle, minDayPx: 60 } }).labelStyle).toMatch(
      /^width:calc\(/,
    );
  });

  it('gives a label the space up to the next bar, also when the bar itself is very narrow', () => {
    const at = (startMinutes: number, endMinutes: number, more: Partial<Assignment> = {}) =>
      viewOf(
        [
          on('2026-03-10', { startMinutes, endMinutes, ...more }),
          on('2026-03-11', { id: 2, startMinutes, endMinutes }),
        ],
        { barStyle: { ...barStyle, minDayPx: 60 } },
      ).labelStyle;
    expect(at(480, 960)).toBe('width:calc(300% + 9px)');
    expect(at(480, 960, { isRejected: true })).toBe('width:calc(300% + 13px)');
    // Half an hour is about one pixel wide. A day is 60 px wide, minus 6 px at each end.
    expect(at(480, 510)).toBe('width:48px');
  });

  it('puts sticky labels and labels with an icon in a box', () => {
    expect(viewOf([on('2026-03-10', { until: '2026-03-12' })])).toMatchObject({
      labelStyle: expect.stringMatching(/^max-width:/),
      attributes: { 'data-long': 'true' },
    });
    expect(viewOf([on('2026-03-10', { isRejected: true })]).labelStyle).toBeDefined();
  });

  it('has aria-labelledby only while it has the focus', () => {
    expect(viewOf([on('2026-03-10')]).attributes.id).toBeUndefined();
    expect(viewOf([on('2026-03-10', { id: 7 })], {}, { isActive: true, isSelected: true }).attributes).toMatchObject({
      id: 'bar-7',
      'data-active': 'true',
      'aria-selected': 'true',
    });
  });

  it('shows differences only in compare mode', () => {
    const plan = [on('2026-03-10')];
    expect(viewOf(plan).attributes).toMatchObject({ 'data-changed': undefined, 'data-unchanged': undefined });
    expect(viewOf(plan, { isComparing: true }).attributes).toMatchObject({ 'data-unchanged': 'true' });
  });

  it('shows the previous position of a removed assignment', () => {
    const plan = personPlan(1, [], barContext.range, {
      former: [on('2026-03-10', { id: 9, deleted: true })],
      changedIds: new Set([9]),
    });
    const [ghost] = plan.former;
    if (!ghost) throw new Error('there is no old place');
    expect(formerView(ghost, barContext).attributes).toMatchObject({ 'data-bar': '9', 'data-removed': 'true' });
  });
});

it('a bar style applies only from its minimum day width', () => {
  expect(minDayWidthPx('full', 88)).toBe(132);
  expect(minDayWidthPx('full', 160)).toBe(160);
  expect(minDayWidthPx('short', 88)).toBe(88);
});
