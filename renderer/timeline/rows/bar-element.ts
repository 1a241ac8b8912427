import styles from './AssignmentBar.module.css';
import { BAR_ATTRIBUTES, type BarAttributes, type BarView } from './bar-view.ts';

/** A reusable DOM element of a bar. */
export interface BarElement {
  root: HTMLElement;
  draw: (view: BarView) => void;
}

/**
 * Updates only what differs. Plain DOM instead of React, because hundreds of bars change per frame while scrolling.
 * @param clockIcon icon of a bar changed at short notice; cloned when needed.
 */
export const createBarElement = (clockIcon: Node): BarElement => {
  const root = document.createElement('div');
  root.setAttribute('role', 'gridcell');
  // Two text nodes instead of ::first-line, which is slow (about a seventh of a frame for all bars).
  const first = document.createElement('b');
  const firstText = document.createTextNode('');
  first.append(firstText);
  const rest = document.createTextNode('');
  root.append(first, rest);
  let shownAttributes: BarAttributes = {};
  let shownStyle = '';
  let labelStyle: string | undefined;
  let label: HTMLElement | undefined;
  let shortMark: HTMLElement | undefined;
  let pulseElement: HTMLElement | undefined;
  let freshSeq: number | undefined;

  const writeAttributes = (next: BarAttributes) => {
    for (const name of BAR_ATTRIBUTES) {
      const value = next[name];
      if (value === shownAttributes[name]) continue;
      if (value === undefined) root.removeAttribute(name);
      else root.setAttribute(name, value);
    }
    // Remove an outdated tooltip; it is set again on hover.
    if (root.title && next['aria-label'] !== shownAttributes['aria-label']) root.removeAttribute('title');
    shownAttributes = next;
  };

  const writeText = (text: string, nextLabelStyle: string | undefined) => {
    if ((nextLabelStyle === undefined) !== (label === undefined)) {
      if (nextLabelStyle === undefined) {
        label?.replaceWith(first, rest);
        label = undefined;
      } else {
        label = document.createElement('div');
        label.className = styles.label ?? '';
        first.before(label);
        label.append(first, rest);
      }
      labelStyle = undefined;
    }
    if (label && nextLabelStyle !== undefined && nextLabelStyle !== labelStyle) label.style.cssText = nextLabelStyle;
    labelStyle = nextLabelStyle;
    const end = text.indexOf('\n');
    const [what, when] = end === -1 ? ['', text] : [text.slice(0, end), text.slice(end)];
    if (firstText.data !== what) firstText.data = what;
    if (rest.data !== when) rest.data = when;
  };

  return {
    root,
    draw: (view) => {
      writeAttributes(view.attributes);
      if (view.style !== shownStyle) root.style.cssText = view.style;
      shownStyle = view.style;
      writeText(view.label, view.labelStyle);
      if (view.isAtShortNotice && !shortMark) {
        shortMark = document.createElement('span');
        shortMark.className = styles.shortNotice ?? '';
        shortMark.append(clockIcon.cloneNode(true));
        root.append(shortMark);
      } else if (!view.isAtShortNotice && shortMark) {
        shortMark.remove();
        shortMark = undefined;
      }
      if (view.freshSeq !== freshSeq) {
        pulseElement?.remove();
        pulseElement = undefined;
        if (view.freshSeq !== undefined) {
          pulseElement = document.createElement('span');
          pulseElement.className = styles.pulse ?? '';
          root.append(pulseElement);
        }
      }
      freshSeq = view.freshSeq;
    },
  };
};
