import type { Page } from '@playwright/test';

/** Layout faults of texts: truncated, overflowing or outside the window; one line each. */
export const layoutFaults = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const faults = new Set<string>();
    const describe = (element: Element) => {
      const name = element.getAttribute('name') ?? element.getAttribute('aria-label') ?? element.className;
      return `${element.localName}${typeof name === 'string' && name ? `[${name}]` : ''}`;
    };
    // Only for screen readers, not rendered, or without a size.
    const isHidden = (element: Element): boolean => {
      const { width, height } = element.getBoundingClientRect();
      if (
        (width <= 1 && height <= 1) ||
        !element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })
      )
        return true;
      return getComputedStyle(element).clipPath.startsWith('inset(50%');
    };
    // Elements that may be truncated.
    const isMeantToBeCut = (element: Element) =>
      element.closest('[data-bar], [role="grid"]') !== null || getComputedStyle(element).textOverflow === 'ellipsis';
    const TOLERANCE_PX = 1.5;

    const checkPlace = (element: Element, rect: DOMRect, words: string) => {
      for (let at: Element | null = element; at && at !== document.documentElement; at = at.parentElement) {
        if (isMeantToBeCut(at)) return;
        const style = getComputedStyle(at);
        if (style.display === 'inline' || style.display === 'contents') continue;
        const box = at.getBoundingClientRect();
        if (box.width <= 1 && box.height <= 1) return;
        const isOutside = rect.right > box.right + TOLERANCE_PX || rect.left < box.left - TOLERANCE_PX;
        const cutsSideways = style.overflowX !== 'visible';
        if (isOutside && (cutsSideways || at === element))
          faults.add(`${describe(at)}: “${words}” is wider than its place`);
        const isBelow = rect.bottom > box.bottom + TOLERANCE_PX || rect.top < box.top - TOLERANCE_PX;
        if (isBelow && (style.overflowY === 'hidden' || style.overflowY === 'clip'))
          faults.add(`${describe(at)}: “${words}” is cut off below`);
        // The rest can be reached by scrolling.
        if (isBelow && (style.overflowY === 'auto' || style.overflowY === 'scroll')) return;
        // A fixed element is not clipped by its ancestors.
        if (style.position === 'fixed') break;
      }
      if (rect.right > document.documentElement.clientWidth + TOLERANCE_PX || rect.left < -TOLERANCE_PX)
        faults.add(`“${words}” is beyond the window`);
    };

    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const words = node.textContent?.trim() ?? '';
      const element = node.parentElement;
      if (!words || !element || isHidden(element) || element.closest('option, script, style')) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const rect of range.getClientRects()) if (rect.width > 0) checkPlace(element, rect, words.slice(0, 60));
    }

    const canvas = document.createElement('canvas').getContext('2d');
    const widthOf = (element: Element, words: string): number => {
      if (!canvas) return 0;
      const { fontWeight, fontSize, fontFamily } = getComputedStyle(element);
      canvas.font = `${fontWeight} ${fontSize} ${fontFamily}`;
      return canvas.measureText(words).width;
    };
    const inner = (element: Element): number => {
      const style = getComputedStyle(element);
      return element.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight);
    };
    for (const input of document.querySelectorAll<HTMLInputElement>('input[placeholder]'))
      if (input.placeholder && !isHidden(input) && widthOf(input, input.placeholder) > inner(input) + TOLERANCE_PX)
        faults.add(`${describe(input)}: the hint “${input.placeholder}” is cut off`);
    // The arrow of a select is about 20 px wide.
    for (const select of document.querySelectorAll('select')) {
      const words = select.selectedOptions[0]?.textContent ?? '';
      if (!isHidden(select) && widthOf(select, words) > inner(select) - 16)
        faults.add(`${describe(select)}: the choice “${words}” is cut off`);
    }
    if (document.documentElement.scrollWidth > window.innerWidth) faults.add('the page scrolls sideways');
    return [...faults];
  });

/** Toolbars of the plan that wrap although the window is wide enough. */
export const wrappedToolbars = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [
      ...document.querySelectorAll(
        'header:has([aria-live]), header [class*="controls"], [role="toolbar"], section[data-kind]',
      ),
    ]
      .filter((bar) => bar.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }))
      .filter((bar) => {
        const boxes = [...bar.children]
          .map((child) => child.getBoundingClientRect())
          .filter(({ width, height }) => width > 1 && height > 1);
        return Math.max(...boxes.map(({ top }) => top)) >= Math.min(...boxes.map(({ bottom }) => bottom));
      })
      .map((bar) => `${bar.ariaLabel ?? bar.className} takes more than one line`),
  );

/** Everything that can be read on the page: text, names for screen readers, tooltips and hints. */
export const visibleTexts = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const texts = new Set<string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode())
      if (!node.parentElement?.closest('script, style, code, kbd, pre')) texts.add(node.textContent?.trim() ?? '');
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [aria-roledescription]'))
      for (const name of ['aria-label', 'title', 'placeholder', 'aria-roledescription'])
        texts.add(element.getAttribute(name)?.trim() ?? '');
    texts.add(document.title);
    return [...texts].filter(Boolean);
  });
