import type { LoadedPlans } from '../../store/loaded-plans.ts';
import type { RowKey } from '../../store/person-plan.ts';
import { whenIdle } from '../../ui/when-idle.ts';
import { offsetAt, type RowWindow, rowAt, rowWindow } from '../scale.ts';
import { type BarContext, barId } from './bar-view.ts';
import type { Cursor } from './cursor-movement.ts';
import { readAhead, type ScrollDirection } from './read-ahead.ts';
import { type RowView, rowHeaderId } from './row-element.ts';
import type { RowGroup } from './row-order.ts';
import { createRowPool } from './row-pool.ts';
import { rowPosition } from './row-position.ts';

/** Rows drawn beyond the visible ones: at once, and when nothing else is to be done. */
const OVERSCAN = 1;
const IDLE_OVERSCAN = 5;
/** After this the rows around are drawn even if something else is always to be done. */
const NEARBY_TIMEOUT_MS = 150;

/** Everything the rows show. */
export interface RowScene {
  order: readonly RowKey[];
  groups: readonly RowGroup[];
  offsets: Float64Array;
  groupPx: number;
  /** Of the part of the window in which rows are seen; 0: not measured yet. */
  heightPx: number;
  plans: LoadedPlans['plans'];
  barContext: BarContext;
  cursor: Cursor | null;
  selectedId: number | null;
  /** Whose row the selected one is in. */
  selectedKey: RowKey | undefined;
}

interface Options {
  scroller: HTMLElement;
  /** What the rows are drawn in. */
  host: HTMLElement;
  /** What marks a short notice on a bar. */
  clockIcon: Node;
  /** Told whose assignments are needed: of those drawn, of those around them, and of those seen next. */
  setNeeded: (drawn: readonly RowKey[], nearby: readonly RowKey[], next: readonly RowKey[]) => void;
  /** Told which rows are drawn. */
  onRowsDrawn: (window: RowWindow) => void;
  /** Drawing failed outside of `show`: while scrolling, or around what is in sight. */
  onFailure: (error: unknown) => void;
}

/**
 * Draws the rows in sight, and sees to it that their assignments are there. After a leap, and in another period or another
 * look, those in sight come first and those around them as time allows. Beside React, which would take longer to compare
 * what hundreds of bars were with what they are than the browser to lay them out.
 */
export const createRowRenderer = ({ scroller, host, clockIcon, setNeeded, onRowsDrawn, onFailure }: Options) => {
  const layer = createRowPool(host, clockIcon);
  let scene: RowScene | undefined;
  let topPx = 0;
  let direction: ScrollDirection = 0;
  let visible: RowWindow = { first: 0, end: 0 };
  let current: RowWindow = visible;
  let cancelNearby: (() => void) | undefined;
  let lastNeeded: (RowWindow & { order: readonly RowKey[] }) | undefined;

  /** Whether a row out of sight is as it would be drawn now; never in another look, which may put it elsewhere. */
  const isUpToDate =
    ({ plans, barContext }: RowScene) =>
    (row: RowView): boolean =>
      row.barContext === barContext &&
      row.plan === plans.get(row.key) &&
      row.activeId === undefined &&
      row.selectedId === null;
  const never = () => false;

  const requestNeeded = ({ order, heightPx }: RowScene, keys: readonly RowKey[]) => {
    const isKnown = lastNeeded?.order === order && lastNeeded.first === current.first && lastNeeded.end === current.end;
    // Before the first measure nobody knows who is in sight.
    if (isKnown || heightPx <= 0 || keys.length === 0) return;
    lastNeeded = { order, ...current };
    const { nearby, next } = readAhead(order, current, direction);
    setNeeded(keys, nearby, next);
  };

  const draw = (now: RowScene, next: RowWindow, isSame: boolean) => {
    const { order, plans, barContext, cursor, selectedId, selectedKey } = now;
    current = next;
    const keys = order.slice(next.first, next.end);
    const rows = keys.map((key, n) => ({
      key,
      ...rowPosition(next.first + n, now),
      plan: plans.get(key),
      barContext,
      activeId: cursor?.key === key ? cursor.id : undefined,
      selectedId: selectedKey === key ? selectedId : null,
    }));
    layer.draw(rows, isSame ? isUpToDate(now) : never);
    if (cursor && keys.includes(cursor.key))
      scroller.setAttribute('aria-activedescendant', cursor.id === null ? rowHeaderId(cursor.key) : barId(cursor.id));
    else scroller.removeAttribute('aria-activedescendant');
    onRowsDrawn(next);
    requestNeeded(now, keys);
  };

  const drawAside = (now: RowScene, next: RowWindow, isSame: boolean) => {
    try {
      draw(now, next, isSame);
    } catch (error) {
      onFailure(error);
    }
  };

  const drawNearby = () => {
    cancelNearby = undefined;
    if (!scene) return;
    drawAside(scene, unionOf(visible, rowWindow(scene.offsets, topPx, scene.heightPx, IDLE_OVERSCAN)), false);
  };
  const scheduleNearby = () => {
    cancelNearby ??= whenIdle(drawNearby, NEARBY_TIMEOUT_MS);
  };
  /** While everything in sight is another in each frame, what is around it will be, too: it comes once that has ended. */
  const restartNearby = () => {
    cancelNearby?.();
    cancelNearby = undefined;
    scheduleNearby();
  };

  return {
    /** Draws everything that differs from what was drawn. */
    show: (next: RowScene): void => {
      const before = scene;
      scene = next;
      // The row at the top stays where it is when rows above it grow or appear.
      // At the very top nothing is asked: the answer would have the page laid out once more, without its rows.
      if (before && before.offsets !== next.offsets && topPx !== 0) {
        const moved = topRowShiftPx(before, next, scroller.scrollTop);
        if (moved !== 0) scroller.scrollTop += moved;
        topPx = scroller.scrollTop;
      }
      visible = rowWindow(next.offsets, topPx, next.heightPx, OVERSCAN);
      const isSame =
        before !== undefined &&
        before.order === next.order &&
        before.groups === next.groups &&
        before.offsets === next.offsets &&
        before.barContext === next.barContext;
      draw(next, isSame ? unionOf(visible, current) : visible, isSame);
      if (!isSame) restartNearby();
    },
    /** Draws what came into sight. */
    onScroll: (): void => {
      if (!scene) return;
      const from = topPx;
      topPx = scroller.scrollTop;
      direction = topPx > from ? 1 : topPx < from ? -1 : direction;
      const next = rowWindow(scene.offsets, topPx, scene.heightPx, OVERSCAN);
      if (next.first === visible.first && next.end === visible.end) return;
      const isJump = next.first >= visible.end || next.end <= visible.first;
      visible = next;
      // What is there already stays, as far as it would be drawn around this.
      const nearbyWindow = rowWindow(scene.offsets, topPx, scene.heightPx, IDLE_OVERSCAN);
      drawAside(scene, intersectionOf(unionOf(next, current), nearbyWindow), true);
      if (isJump) restartNearby();
      else scheduleNearby();
    },
    /** Does nothing more until it is asked to. */
    pause: (): void => {
      cancelNearby?.();
      cancelNearby = undefined;
      layer.pause();
    },
  };
};
export type RowRenderer = ReturnType<typeof createRowRenderer>;

interface Rows {
  order: readonly RowKey[];
  offsets: Float64Array;
}

/** How far the row that lay at a height has moved since; 0 for one that is gone, and at the very top, which stays the top. */
const topRowShiftPx = (before: Rows, now: Rows, topPx: number): number => {
  if (topPx === 0) return 0;
  const anchor = rowAt(before.offsets, topPx);
  const key = before.order[anchor];
  const index = key === undefined ? -1 : now.order[anchor] === key ? anchor : now.order.indexOf(key);
  return index === -1 ? 0 : offsetAt(now.offsets, index) - offsetAt(before.offsets, anchor);
};

/** Both, when they touch; else the first alone. */
const unionOf = (a: RowWindow, b: RowWindow): RowWindow =>
  b.first <= a.end && a.first <= b.end ? { first: Math.min(a.first, b.first), end: Math.max(a.end, b.end) } : a;

/** As much of a window as lies in another. */
const intersectionOf = (a: RowWindow, b: RowWindow): RowWindow => ({
  first: Math.max(a.first, b.first),
  end: Math.min(a.end, b.end),
});
