/** Where a control is pressed: in its middle, or at the words in it or of its label. */
export type Place = 'middle' | 'words';

export interface Target {
  x: number;
  y: number;
  /** Why it cannot be pressed now: it is still busy, it moves, or something else lies there. */
  obstacle: string | undefined;
}

export interface NumberedControl {
  number: string;
  description: string;
}

export interface PageControls {
  /** Gives every visible control a number of its own (attribute `data-control`), and describes each. */
  number: () => NumberedControl[];
  /** What looks as if it could be pressed, and is neither a visible control nor the label of one. */
  lookalikes: () => string[];
  /** Where to press, once nothing moves; what is out of sight or covered is scrolled into the middle for the next attempt. */
  target: (control: Element, place: Place) => Promise<Target>;
}

declare global {
  interface Window {
    controls: PageControls;
  }
}

/** Runs in the page, before the app does. */
export const installPageControls = (): void => {
  const ROLES = ['button', 'link', 'checkbox', 'radio', 'switch', 'option', 'menuitem', 'tab', 'combobox', 'slider'];
  const CONTROLS = [
    'button, a[href], input:not([type="hidden"]), select, textarea, summary, [contenteditable="true"]',
    ...[...ROLES, 'gridcell'].map((role) => `[role="${role}"]`),
  ].join(', ');

  const describe = (element: Element | null): string => {
    const words = element?.getAttribute('aria-label') ?? element?.textContent ?? '';
    return `<${element?.localName} class="${element?.className}"> ${words.trim().slice(0, 60)}`;
  };

  const isVisible = (element: Element): boolean => {
    const { width, height, bottom } = element.getBoundingClientRect();
    const isAboveWindow = bottom <= 0 && getComputedStyle(element).position === 'fixed';
    const isDrawn = element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    return width > 2 && height > 2 && !isAboveWindow && isDrawn && !element.closest('[inert]');
  };

  /** Behind a modal dialog nothing can be pressed. */
  const visible = (selector: string): Element[] => {
    const root = [...document.querySelectorAll('dialog:modal')].at(-1) ?? document.body;
    return [...root.querySelectorAll(selector)].filter(isVisible);
  };

  // Never used twice: an element that was taken out of the page may come back with an earlier number.
  let last = 0;
  const number = (): NumberedControl[] =>
    visible(CONTROLS).map((element) => {
      last += 1;
      element.setAttribute('data-control', String(last));
      return { number: String(last), description: describe(element) };
    });

  const isPartOfControl = (element: Element): boolean => {
    const control = element.closest(CONTROLS) ?? element.closest('label')?.control;
    return control !== null && control !== undefined && isVisible(control);
  };

  const lookalikes = (): string[] =>
    visible('*')
      .filter((element) => getComputedStyle(element).cursor === 'pointer' && !isPartOfControl(element))
      .map(describe);

  const labelsOf = (control: Element): Element[] => [...((control as HTMLInputElement).labels ?? [])];

  /** The first run of words in an element that is drawn, not only read aloud. */
  const wordsIn = (element: Element): DOMRect | undefined => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { parentElement: parent, data } = walker.currentNode as Text;
      if (!parent || !data.trim() || parent.closest('option') || !isVisible(parent)) continue;
      const range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      const [box] = range.getClientRects();
      if (box && box.width > 2) return box;
    }
    return undefined;
  };

  /** A label around a control is all of it that a person sees. */
  const middleOf = (control: Element): DOMRect =>
    (labelsOf(control).find((label) => label.contains(control)) ?? control).getBoundingClientRect();

  const pointIn = (control: Element, place: Place): { x: number; y: number } => {
    const words = place === 'words' && [control, ...labelsOf(control)].map(wordsIn).find(Boolean);
    const { left, top, width, height } = words || middleOf(control);
    return { x: left + width / 2, y: top + height / 2 };
  };

  const belongsTo = (control: Element, hit: Element | null): boolean =>
    [control, ...labelsOf(control)].some((part) => part.contains(hit)) && hit !== null;

  const target = async (control: Element, place: Place): Promise<Target> => {
    const before = pointIn(control, place);
    await new Promise(requestAnimationFrame);
    const at = pointIn(control, place);
    if (Math.hypot(before.x - at.x, before.y - at.y) > 0.5) return { ...at, obstacle: 'it moves' };
    if (control.matches(':disabled')) return { ...at, obstacle: 'it is disabled' };
    const hit = document.elementFromPoint(at.x, at.y);
    if (belongsTo(control, hit)) return { ...at, obstacle: undefined };
    control.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
    return { ...at, obstacle: `in its place is ${describe(hit)}` };
  };

  window.controls = { number, lookalikes, target };
};
