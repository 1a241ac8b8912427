import { type RefObject, useCallback, useLayoutEffect, useState } from 'react';
import type { RowMetrics } from './scale.ts';

interface Viewport extends RowMetrics {
  widthPx: number;
  heightPx: number;
  nameWidthPx: number;
  headerPx: number;
  /** Height of a group heading. */
  groupPx: number;
  /** Root font size divided by 16; all sizes in rem grow with it. */
  textScale: number;
}

const measure = (element: HTMLElement): Viewport => {
  const style = getComputedStyle(element);
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  const px = (name: string): number => {
    const value = style.getPropertyValue(name).trim();
    return Number.parseFloat(value) * (value.endsWith('rem') ? rem : 1);
  };
  return {
    widthPx: element.clientWidth,
    heightPx: element.clientHeight,
    nameWidthPx: px('--name-width'),
    headerPx: px('--header-height'),
    groupPx: px('--group-height'),
    textScale: rem / 16,
    lanePx: px('--lane-height'),
    paddingPx: px('--row-padding'),
  };
};

const isSame = (a: Viewport, b: Viewport): boolean =>
  (Object.keys(a) as (keyof Viewport)[]).every((key) => a[key] === b[key]);

/**
 * Measures of the viewport, updated on resize and on request; undefined before the first measurement. The size itself only on
 * resize: within a change of the layout there may be a scroll bar that the change takes away again, and no resize follows.
 */
export const useViewport = (ref: RefObject<HTMLElement | null>) => {
  const [viewport, setViewport] = useState<Viewport>();
  const update = useCallback(
    (isResize: boolean) => {
      if (!ref.current) return;
      const measured = measure(ref.current);
      setViewport((previous) => {
        const { widthPx, heightPx } = isResize || !previous ? measured : previous;
        const now = { ...measured, widthPx, heightPx };
        return previous && isSame(previous, now) ? previous : now;
      });
    },
    [ref],
  );

  useLayoutEffect(() => {
    const observer = new ResizeObserver(() => update(true));
    if (ref.current) observer.observe(ref.current);
    return () => observer.disconnect();
  }, [ref, update]);
  const remeasure = useCallback(() => update(false), [update]);
  return { viewport, remeasure };
};
