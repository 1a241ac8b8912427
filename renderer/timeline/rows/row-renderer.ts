import type { LoadedPlans } from '../../store/loaded-plans.ts';
import type { RowKey } from '../../store/person-plan.ts';
import { whenIdle } from '../../ui/when-idle.ts';
import { offsetAt, type RowWindow, rowAt, rowWindow } from '../scale.ts';
import { type BarContext, barId } from './bar-view.ts';
import type { Cursor } from './cursor-movement.ts';
import { type RowView, rowHeaderId } from './row-element.ts';
import type { RowGroup } from './row-order.ts';
import { createRowPool } from './row-pool.ts';
import { rowPosition } from './row-position.ts';

/** Overscan rows: drawn immediately, and drawn when idle. */
const OVERSCAN = 1;
const IDLE_OVERSCAN = 5;
/** Timeout after which nearby rows are drawn even without idle time. */
const NEARBY_TIMEOUT_MS = 150;

/** Input of the row renderer. */
export interface RowScene {
  order: readonly RowKey[];
  groups: readonly RowGroup[];
  offsets: Float64Array;
  groupPx: number;
  /** Height of the visible row area; 0: not measured yet. */
  heightPx: number;
  plans: LoadedPlans['plans'];
  barContext: BarContext;
  cursor: Cursor | null;
  selectedId: number | null;
  /** Row of the selected assignment. */
  selectedKey: RowKey | undefined;
}

interface Options {
  scroller: HTMLElement;
  /** Container of the rows. */
  host: HTMLElement;
  /** Icon of a bar changed at short notice. */
  clockIcon: Node;
  /** Receives the drawn, nearby and next rows whose assignments are needed. */
  setNeeded: (drawn: readonly RowKey[], nearby: readonly RowKey[], next: readonly RowKey[]) => void;
  /** Called with the drawn rows. */
  onRowsDrawn: (window: RowWindow) => void;
  /** Drawing failed outside of `show`: while scrolling or when idle. */
  onFailure: (error: unknown) => void;
}

/**
 * Draws the visible rows and requests their assignments. After a jump or a change of period or style, visible rows are drawn
 * first and nearby rows when idle. Works outside React: comparing hundreds of bars in React takes longer than their layout.
 */
export const createRowRenderer = ({ scroller, host, clockIcon, setNeeded, onRowsDrawn, onFailure }: Options) => {
  const layer = createRowPool(host, clockIcon);
  let scene: RowScene | undefined;
  let topPx = 0;
  let visible: RowWindow = { first: 0, end: 0 };
  let current: RowWindow = visible;
  let cancelNearby: (() => void) | undefined;
  let lastNeeded: (RowWindow & { order: readonly RowKey[] }) | undefined;

  /** Whether an off-screen row is still up to date. */
  const isUpToDate =
    ({ plans, barContext }: RowScene) =>
    (row: RowView): boolean =>
      row.barContext === barContext &&
      row.plan === plans.get(row.key) &&
      row.activeId === undefined &&
      row.selectedId === null;
  const never = () => false;

  const requestNeeded = ({ order, heightPx }: RowScene, keys: readonly RowKey[]) => {
    const isAlreadyRequested =
      lastNeeded?.order === order && lastNeeded.first === current.first && lastNeeded.end === current.end;
    // Visible rows are unknown before the first measurement.
    if (isAlreadyRequested || heightPx <= 0 || keys.length === 0) return;
    lastNeeded = { order, ...current };
    const around = (count: number) => order.slice(Math.max(0, current.first - count), current.end + count);
    // Two screens in each direction, requested as soon as one of the next screen is missing.
    setNeeded(keys, around(2 * keys.length), around(keys.length));
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

  /** Outside React: errors are passed on, so that the error boundary shows them. */
  const drawSafely = (now: RowScene, next: RowWindow, isSame: boolean) => {
    try {
      draw(now, next, isSame);
    } catch (error) {
      onFailure(error);
    }
  };

  const drawNearby = () => {
    cancelNearby = undefined;
    if (!scene) return;
    drawSafely(scene, unionOf(visible, rowWindow(scene.offsets, topPx, scene.heightPx, IDLE_OVERSCAN)), false);
  };
  const scheduleNearby = () => {
    cancelNearby ??= whenIdle(drawNearby, NEARBY_TIMEOUT_MS);
  };
  /** Restarts the idle timer: while the visible rows change in every frame, nearby rows are not drawn. */
  const restartNearby = () => {
    cancelNearby?.();
    cancelNearby = undefined;
    scheduleNearby();
  };

  return {
    /** Redraws what changed. */
    show: (next: RowScene): void => {
      const before = scene;
      scene = next;
      // Keep the top row in place when rows above it grow or appear.
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
    /** Draws rows that became visible. */
    onScroll: (): void => {
      if (!scene) return;
      topPx = scroller.scrollTop;
      const next = rowWindow(scene.offsets, topPx, scene.heightPx, OVERSCAN);
      if (next.first === visible.first && next.end === visible.end) return;
      const isJump = next.first >= visible.end || next.end <= visible.first;
      visible = next;
      // Keep already drawn rows within the idle overscan.
      const nearbyWindow = rowWindow(scene.offsets, topPx, scene.heightPx, IDLE_OVERSCAN);
      drawSafely(scene, intersectionOf(unionOf(next, current), nearbyWindow), true);
      if (isJump) restartNearby();
      else scheduleNearby();
    },
    /** Stops timers until the next draw. */
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

/** Pixels the row at `topPx` has moved; 0 when it no longer exists or at the top. */
const topRowShiftPx = (before: Rows, now: Rows, topPx: number): number => {
  if (topPx === 0) return 0;
  const anchor = rowAt(before.offsets, topPx);
  const key = before.order[anchor];
  const index = key === undefined ? -1 : now.order[anchor] === key ? anchor : now.order.indexOf(key);
  return index === -1 ? 0 : offsetAt(now.offsets, index) - offsetAt(before.offsets, anchor);
};

/** Union of two windows if they touch; else the first. */
const unionOf = (a: RowWindow, b: RowWindow): RowWindow =>
  b.first <= a.end && a.first <= b.end ? { first: Math.min(a.first, b.first), end: Math.max(a.end, b.end) } : a;

/** Intersection of two windows. */
const intersectionOf = (a: RowWindow, b: RowWindow): RowWindow => ({
  first: Math.max(a.first, b.first),
  end: Math.min(a.end, b.end),
});
