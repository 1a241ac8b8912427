import type { PersonPlan, RowKey } from '../../store/person-plan.ts';
import { isOneLine } from '../scale.ts';
import { type BarElement, createBarElement } from './bar-element.ts';
import { barView, ghostView, type Ink } from './bar-view.ts';
import styles from './PersonRow.module.css';

/** One person: the name, and everything planned in the period. */
export interface RowDrawing {
  key: RowKey;
  /** Place among all rows of the grid, its header counted, from 1. */
  rowIndex: number;
  topPx: number;
  heightPx: number;
  /** undefined: not read yet. */
  plan: PersonPlan | undefined;
  ink: Ink;
  /** The keyboard is in this row: on a bar, or (null) on the name; undefined when it is elsewhere. */
  activeId: number | null | undefined;
  selectedId: number | null;
}

/** The elements of one row, used for one person after another. */
export interface RowElement {
  root: HTMLElement;
  drawn: RowDrawing | undefined;
  draw: (row: RowDrawing) => void;
}

/** As in the stylesheet, at the usual text size. */
const NAME_PX = 14;
const NUMBER_PX = 11;
const BESIDE_PX = 8;

export const rowHeaderId = (key: RowKey): string => `person-${key ?? 'nobody'}`;

const make = (className: string | undefined, role?: string): HTMLElement => {
  const element = document.createElement('div');
  element.className = className ?? '';
  if (role) element.setAttribute('role', role);
  return element;
};

/** @param clock What marks a short notice on a bar. */
export const createRowElement = (clock: Node): RowElement => {
  const root = make(styles.row, 'row');
  const head = make(styles.person, 'rowheader');
  head.setAttribute('aria-colindex', '1');
  const name = make(styles.name);
  const number = make(styles.number);
  head.append(name);
  const track = make(styles.track, 'presentation');
  root.append(head, track);
  const bars: BarElement[] = [];
  /** How many of them stand in the row; the others wait for a row with more. */
  let used = 0;
  let waiting: HTMLElement | undefined;

  const drawHead = (row: RowDrawing, before: RowDrawing | undefined) => {
    if (before?.key !== row.key || before.ink.texts !== row.ink.texts || before.ink.look !== row.ink.look) {
      const { texts, look, textWidth } = row.ink;
      head.id = rowHeaderId(row.key);
      head.toggleAttribute('data-nobody', row.key === null);
      const person = texts.person(row.key);
      const employee = texts.employeeNumber(row.key);
      name.textContent = person;
      const beside = isOneLine(look) && employee ? textWidth(employee, NUMBER_PX, 400) + BESIDE_PX : 0;
      name.toggleAttribute('data-tight', textWidth(person, NAME_PX, 500) + beside > look.nameRoomPx);
      number.textContent = employee;
      if (employee === '') number.remove();
      else if (!number.parentNode) head.append(number);
    }
    head.toggleAttribute('data-active', row.activeId === null);
  };

  const drawTrack = ({ plan, ink, activeId, selectedId }: RowDrawing) => {
    const views = plan
      ? [
          ...plan.placed.map((placed) => {
            const { id } = placed.assignment;
            return barView(placed, plan, { isActive: id === activeId, isSelected: id === selectedId }, ink);
          }),
          ...plan.ghosts.map((placed) => ghostView(placed, ink)),
        ]
      : [];
    for (const [n, view] of views.entries()) {
      const bar = bars[n] ?? createBarElement(clock);
      bars[n] = bar;
      bar.draw(view);
      if (n >= used) track.append(bar.root);
    }
    for (const bar of bars.slice(views.length, used)) bar.root.remove();
    used = views.length;
    if (!plan && !waiting) {
      waiting = make(styles.waiting);
      waiting.setAttribute('aria-hidden', 'true');
      track.append(waiting);
    } else if (plan && waiting) {
      waiting.remove();
      waiting = undefined;
    }
  };

  const element: RowElement = {
    root,
    drawn: undefined,
    draw: (row) => {
      const before = element.drawn;
      element.drawn = row;
      // Not a transform: it would put each row on a level of its own, and the line of the present over the names.
      if (before?.topPx !== row.topPx) root.style.top = `${row.topPx}px`;
      if (before?.heightPx !== row.heightPx) root.style.height = `${row.heightPx}px`;
      if (before?.rowIndex !== row.rowIndex) root.ariaRowIndex = String(row.rowIndex);
      drawHead(row, before);
      const isSame =
        before !== undefined &&
        before.plan === row.plan &&
        before.ink === row.ink &&
        before.activeId === row.activeId &&
        before.selectedId === row.selectedId;
      if (!isSame) drawTrack(row);
    },
  };
  return element;
};
