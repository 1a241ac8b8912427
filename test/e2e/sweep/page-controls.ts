/** Where a control is pressed: in its middle, or on its text or the text of its label. */
export type Place = 'middle' | 'words';

export interface Target {
  x: number;
  y: number;
  /** Why it cannot be pressed now: it is disabled, it moves, or another element covers it. */
  obstacle: string | undefined;
}

export interface NumberedControl {
  number: string;
  description: string;
}

export interface PageControls {
  /** Numbers every visible control (attribute `data-control`), and returns descriptions. */
  number: () => NumberedControl[];
  /** Elements that look clickable, but are neither a visible control nor its label. */
  lookalikes: () => string[];
  /** Where to press. A control that is out of view or covered is scrolled to the middle for the next attempt. */
  target: (control: Element, place: Place) => Promise<Target>;
}

declare global {
  interface Window {
    controls: PageControls;
  }
}

/** Runs in the page, before the code of the app. */
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

  /** The visible elements; only those of the dialog while a modal dialog is open. */
  const visible = (selector: string): Element[] => {
    const root = [...document.querySelectorAll('dialog:modal')].at(-1) ?? document.body;
    return [...root.querySelectorAll(selector)].filter(isVisible);
  };

  // Numbers are never reused: a removed element may return to the page with its number.
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

  /** The position of the first visible text in an element. */
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

  /** Of a control inside a label, the label is used, because the control itself may be hidden. */
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
