import { type CSSProperties, type MouseEvent, type RefObject, useEffect, useMemo, useRef } from 'react';
import { dayOf } from '../../shared/time.ts';
import { useNavigation, useSettings } from '../store/context.ts';
import { useHolidayCountry } from '../store/holiday-country.ts';
import type { LoadedPlans } from '../store/loaded-plans.ts';
import type { RowKey } from '../store/person-plan.ts';
import { useTexts } from '../store/texts.ts';
import { Icon } from '../ui/icons.tsx';
import { useNow } from '../ui/use-now.ts';
import { gridAttributes, rowGroupAttributes } from './grid-attributes.ts';
import { DayColumns } from './header/DayColumns.tsx';
import { DayHeader } from './header/DayHeader.tsx';
import { NowLine } from './header/NowLine.tsx';
import type { BarContext } from './rows/bar-view.ts';
import type { Cursor } from './rows/cursor-movement.ts';
import { GroupRow } from './rows/GroupRow.tsx';
import { revealCursor } from './rows/reveal-cursor.ts';
import type { RowGroup } from './rows/row-order.ts';
import { createTextWidth, type TextWidth } from './rows/text-width.ts';
import { useRowRenderer } from './rows/use-row-renderer.ts';
import { offsetAt, rowAt } from './scale.ts';
import styles from './Timeline.module.css';
import { useGeometry } from './use-geometry.ts';
import { useGridKeys } from './use-grid-keys.ts';
import { useHorizontalScroll } from './use-horizontal-scroll.ts';

interface Props {
  loaded: LoadedPlans;
  order: readonly RowKey[];
  groups: readonly RowGroup[];
  /** Number of people as text. */
  peopleText: string;
  label: string;
  isBusy: boolean;
  /** The scrolling grid element; used to restore the focus. */
  gridRef: RefObject<HTMLDivElement | null>;
  onOpen: (id: number, byKey: boolean) => void;
  /** Cursor to scroll into view, for an assignment opened from elsewhere. */
  reveal: Cursor | null;
}

const RECENT_MS = 86_400_000;
/** Step of the 24-hour limit; a finer step would redraw all bars more often. */
const RECENT_STEP_MS = 600_000;

/** The timeline grid: one row per person, days as columns. */
export const Timeline = ({ loaded, order, groups, peopleText, label, isBusy, gridRef, onOpen, reveal }: Props) => {
  const { range, planVersion } = loaded;
  const texts = useTexts();
  const selectedId = useNavigation((s) => s.selectedId);
  const goToday = useNavigation((s) => s.goToday);
  const country = useHolidayCountry();
  const shortNoticeDays = useSettings((s) => s.view?.settings.plan.shortNoticeDays ?? 0);
  const now = useNow();
  const geometry = useGeometry({ scroller: gridRef, loaded, order, groups });
  const { viewport, days, offsets, perMinute, nameWidthPx, totalMinutes, barStyle, hourStep, isNarrow, showsMonth } =
    geometry;
  const scrollToPresent = useHorizontalScroll({
    scroller: gridRef,
    range,
    perMinute,
    nameWidthPx,
    widthPx: viewport?.widthPx ?? 0,
  });

  const onReveal = useRef((_: Cursor) => {});
  onReveal.current = (cursor) => {
    if (gridRef.current) revealCursor(gridRef.current, cursor, geometry, order, loaded);
  };
  const { cursor, setCursor, onKeyDown } = useGridKeys({
    order,
    topRow: () => rowAt(offsets, gridRef.current?.scrollTop ?? 0),
    rowsOnScreen: () => visibleRowCount(offsets, gridRef.current?.scrollTop ?? 0, viewport?.heightPx ?? 0),
    onReveal,
    onOpen: (id) => onOpen(id, true),
    onToday: () => {
      goToday();
      scrollToPresent();
    },
  });
  const revealed = useRef<Cursor>(null);
  useEffect(() => {
    if (!reveal || revealed.current === reveal) return;
    revealed.current = reveal;
    setCursor(reveal);
    onReveal.current(reveal);
  }, [reveal, setCursor]);

  const onClick = (event: MouseEvent) => {
    const id = Number(barElementOf(event)?.dataset.bar ?? Number.NaN);
    const key = loaded.owners.get(id);
    if (key === undefined) return;
    setCursor({ key, id, minute: loaded.plans.get(key)?.placed.find((p) => p.assignment.id === id)?.span.start ?? 0 });
    onOpen(id, false);
  };

  const today = dayOf(now);
  const recentSinceMs = Math.floor(((planVersion.asOfMs ?? now) - RECENT_MS) / RECENT_STEP_MS) * RECENT_STEP_MS;
  const isComparing = planVersion.changedSinceMs !== undefined;
  const textWidth = useTextWidth();
  const barContext = useMemo<BarContext>(
    () => ({
      texts,
      barStyle,
      range,
      totalMinutes,
      recentSinceMs,
      shortNoticeDays,
      country,
      isComparing,
      textWidth,
    }),
    [texts, barStyle, range, totalMinutes, recentSinceMs, shortNoticeDays, country, isComparing, textWidth],
  );
  const rowHost = useRef<HTMLDivElement>(null);
  const clockIconRef = useRef<HTMLDivElement>(null);
  const { first, end } = useRowRenderer({
    scroller: gridRef,
    host: rowHost,
    clockIcon: clockIconRef,
    scene: {
      order,
      groups,
      offsets,
      groupPx: geometry.groupPx,
      heightPx: viewport ? viewport.heightPx - viewport.headerPx : 0,
      plans: loaded.plans,
      barContext,
      cursor,
      selectedId,
      selectedKey: loaded.owners.get(selectedId ?? Number.NaN),
    },
  });
  const handlers = { onKeyDown, onClick, onPointerOver: showTooltip };

  return (
    <div
      ref={gridRef}
      {...gridAttributes({ label, rows: order.length + groups.length + 1, columns: days.length + 1 })}
      {...handlers}
      className={styles.scroller}
      aria-busy={isBusy}
      data-detail={barStyle.detail}
      data-hours={hourStep < 24 || undefined}
      data-density={barStyle.density}
      data-past={planVersion.asOfMs !== undefined || undefined}
      data-narrow={isNarrow || undefined}
      style={{ '--scroller-height': `${viewport?.heightPx ?? 0}px` } as CSSProperties}
    >
      <div className={styles.canvas} role="presentation" style={{ width: nameWidthPx + totalMinutes * perMinute }}>
        <DayHeader
          days={days}
          today={today}
          hourStep={hourStep}
          isNarrow={isNarrow}
          showsMonth={showsMonth}
          peopleText={peopleText}
        />
        <DayColumns days={days} today={today} hourStep={hourStep} />
        <NowLine from={range.from} totalMinutes={totalMinutes} atMs={planVersion.asOfMs} />
        <div
          {...rowGroupAttributes}
          className={styles.rows}
          style={{ '--rows-height': `${offsetAt(offsets, order.length)}px` } as CSSProperties}
        >
          {groups.map(
            (group, n) =>
              group.first < end &&
              group.first + group.count > first && (
                <GroupRow
                  key={group.activityId}
                  activityId={group.activityId}
                  count={group.count}
                  rowIndex={group.first + n + 2}
                  columns={days.length + 1}
                  topPx={offsetAt(offsets, group.first)}
                  heightPx={offsetAt(offsets, group.first + group.count) - offsetAt(offsets, group.first)}
                  texts={texts}
                />
              ),
          )}
          <div ref={rowHost} role="presentation" />
          <div ref={clockIconRef} hidden>
            <Icon name="clock" size={11} />
          </div>
        </div>
      </div>
    </div>
  );
};

/** Text measurement with the font of the page. */
const useTextWidth = (): TextWidth => useMemo(() => createTextWidth(getComputedStyle(document.body).fontFamily), []);

const visibleRowCount = (offsets: Float64Array, top: number, heightPx: number): number =>
  Math.max(1, rowAt(offsets, top + heightPx) - rowAt(offsets, top) - 2);

const barElementOf = ({ target }: { target: EventTarget }): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('[data-bar]') : null;

/** Sets the tooltip from the accessible name on first hover. */
const showTooltip = (event: { target: EventTarget }): void => {
  const bar = barElementOf(event);
  if (bar && bar.title !== bar.ariaLabel) bar.title = bar.ariaLabel ?? '';
};
