import type { PersonPlan, RowKey } from '../../store/person-plan.ts';
import { isOneLine } from '../scale.ts';
import { type BarElement, createBarElement } from './bar-element.ts';
import { type BarContext, barView, formerView } from './bar-view.ts';
import styles from './PersonRow.module.css';

/** Input to draw one row. */
export interface RowView {
  key: RowKey;
  /** aria-rowindex: from 1, including the header row. */
  rowIndex: number;
  topPx: number;
  heightPx: number;
  /** undefined: not loaded yet. */
  plan: PersonPlan | undefined;
  barContext: BarContext;
  /** Active bar in this row; null: the row header is active; undefined: cursor in another row. */
  activeId: number | null | undefined;
  selectedId: number | null;
}

/** A reusable row element. */
export interface RowElement {
  root: HTMLElement;
  drawn: RowView | undefined;
  draw: (row: RowView) => void;
}

/** Font sizes in px; must match the stylesheet. */
const NAME_PX = 14;
const NUMBER_PX = 11;
const NUMBER_GAP_PX = 8;

export const rowHeaderId = (key: RowKey): string => `person-${key ?? 'unassigned'}`;

const createDiv = (className: string | undefined, role?: string): HTMLElement => {
  const element = document.createElement('div');
  element.className = className ?? '';
  if (role) element.setAttribute('role', role);
  return element;
};

/** @param clockIcon icon of a bar changed at short notice. */
export const createRowElement = (clockIcon: Node): RowElement => {
  const root = createDiv(styles.row, 'row');
  const header = createDiv(styles.person, 'rowheader');
  header.setAttribute('aria-colindex', '1');
  const name = createDiv(styles.name);
  const number = createDiv(styles.number);
  header.append(name);
  const track = createDiv(styles.track, 'presentation');
  root.append(header, track);
  const bars: BarElement[] = [];
  /** Number of bars attached to the row; the rest are spare. */
  let usedBars = 0;
  let placeholder: HTMLElement | undefined;

  const drawHeader = (row: RowView, before: RowView | undefined) => {
    if (
      before?.key !== row.key ||
      before.barContext.texts !== row.barContext.texts ||
      before.barContext.barStyle !== row.barContext.barStyle
    ) {
      const { texts, barStyle, textWidth } = row.barContext;
      header.id = rowHeaderId(row.key);
      header.toggleAttribute('data-unassigned', row.key === null);
      const person = texts.person(row.key);
      const employee = texts.employeeNumber(row.key);
      name.textContent = person;
      const numberPx = isOneLine(barStyle) && employee ? textWidth(employee, NUMBER_PX, 400) + NUMBER_GAP_PX : 0;
      name.toggleAttribute('data-tight', textWidth(person, NAME_PX, 500) + numberPx > barStyle.nameRoomPx);
      number.textContent = employee;
      if (employee === '') number.remove();
      else if (!number.parentNode) header.append(number);
    }
    header.toggleAttribute('data-active', row.activeId === null);
  };

  const drawTrack = ({ plan, barContext, activeId, selectedId }: RowView) => {
    const views = plan
      ? [
          ...plan.placed.map((placed) => {
            const { id } = placed.assignment;
            return barView(placed, plan, { isActive: id === activeId, isSelected: id === selectedId }, barContext);
          }),
          ...plan.former.map((placed) => formerView(placed, barContext)),
        ]
      : [];
    for (const [n, view] of views.entries()) {
      const bar = bars[n] ?? createBarElement(clockIcon);
      bars[n] = bar;
      bar.draw(view);
      if (n >= usedBars) track.append(bar.root);
    }
    for (const bar of bars.slice(views.length, usedBars)) bar.root.remove();
    usedBars = views.length;
    if (!plan && !placeholder) {
      placeholder = createDiv(styles.waiting);
      placeholder.setAttribute('aria-hidden', 'true');
      track.append(placeholder);
    } else if (plan && placeholder) {
      placeholder.remove();
      placeholder = undefined;
    }
  };

  const element: RowElement = {
    root,
    drawn: undefined,
    draw: (row) => {
      const before = element.drawn;
      element.drawn = row;
      // `top` instead of a transform: a transform creates a stacking context, and the now line would cover the names.
      if (before?.topPx !== row.topPx) root.style.top = `${row.topPx}px`;
      if (before?.heightPx !== row.heightPx) root.style.height = `${row.heightPx}px`;
      if (before?.rowIndex !== row.rowIndex) root.ariaRowIndex = String(row.rowIndex);
      drawHeader(row, before);
      const isSame =
        before !== undefined &&
        before.plan === row.plan &&
        before.barContext === row.barContext &&
        before.activeId === row.activeId &&
        before.selectedId === row.selectedId;
      if (!isSame) drawTrack(row);
    },
  };
  return element;
};
