import styles from './AssignmentBar.module.css';
import { BAR_ATTRIBUTES, type BarAttributes, type BarView } from './bar-view.ts';

/** The element of one bar, used for one assignment after another. */
export interface BarElement {
  root: HTMLElement;
  draw: (view: BarView) => void;
}

/**
 * Writes what differs and nothing else. By hand, because hundreds of bars change in a frame while one scrolls: a component
 * for each takes longer than the browser needs to lay them out.
 *
 * @param clock What marks a short notice; copied for each bar that needs it.
 */
export const createBarElement = (clock: Node): BarElement => {
  const root = document.createElement('div');
  root.setAttribute('role', 'gridcell');
  // Not the first line of one text in another style: to find where it ends costs the browser a seventh of a frame.
  const first = document.createElement('b');
  const firstText = document.createTextNode('');
  first.append(firstText);
  const rest = document.createTextNode('');
  root.append(first, rest);
  let shown: BarAttributes = {};
  let place = '';
  let box: string | undefined;
  let label: HTMLElement | undefined;
  let short: HTMLElement | undefined;
  let pulse: HTMLElement | undefined;
  let freshSeq: number | undefined;

  const writeAttributes = (next: BarAttributes) => {
    for (const name of BAR_ATTRIBUTES) {
      const value = next[name];
      if (value === shown[name]) continue;
      if (value === undefined) root.removeAttribute(name);
      else root.setAttribute(name, value);
    }
    // A tooltip says what the bar was when it was pointed at.
    if (root.title && next['aria-label'] !== shown['aria-label']) root.removeAttribute('title');
    shown = next;
  };

  const writeWords = (words: string, nextBox: string | undefined) => {
    if ((nextBox === undefined) !== (label === undefined)) {
      if (nextBox === undefined) {
        label?.replaceWith(first, rest);
        label = undefined;
      } else {
        label = document.createElement('div');
        label.className = styles.label ?? '';
        first.before(label);
        label.append(first, rest);
      }
      box = undefined;
    }
    if (label && nextBox !== undefined && nextBox !== box) label.style.cssText = nextBox;
    box = nextBox;
    const end = words.indexOf('\n');
    const [what, when] = end === -1 ? ['', words] : [words.slice(0, end), words.slice(end)];
    if (firstText.data !== what) firstText.data = what;
    if (rest.data !== when) rest.data = when;
  };

  return {
    root,
    draw: (view) => {
      writeAttributes(view.attributes);
      if (view.place !== place) root.style.cssText = view.place;
      place = view.place;
      writeWords(view.words, view.box);
      if (view.isShort && !short) {
        short = document.createElement('span');
        short.className = styles.short ?? '';
        short.append(clock.cloneNode(true));
        root.append(short);
      } else if (!view.isShort && short) {
        short.remove();
        short = undefined;
      }
      if (view.freshSeq !== freshSeq) {
        pulse?.remove();
        pulse = undefined;
        if (view.freshSeq !== undefined) {
          pulse = document.createElement('span');
          pulse.className = styles.pulse ?? '';
          root.append(pulse);
        }
      }
      freshSeq = view.freshSeq;
    },
  };
};
