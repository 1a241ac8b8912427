import { type RefObject, useLayoutEffect, useState } from 'react';
import type { RowMetrics } from './scale.ts';

export interface Viewport extends RowMetrics {
  widthPx: number;
  heightPx: number;
  nameWidthPx: number;
  headerPx: number;
}

const measure = (element: HTMLElement): Viewport => {
  const style = getComputedStyle(element);
  const px = (name: string): number => {
    const value = style.getPropertyValue(name).trim();
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    return Number.parseFloat(value) * (value.endsWith('rem') ? rem : 1);
  };
  return {
    widthPx: element.clientWidth,
    heightPx: element.clientHeight,
    nameWidthPx: px('--name-width'),
    headerPx: px('--header-height'),
    lanePx: px('--lane-height'),
    paddingPx: px('--row-padding'),
  };
};

/** The measures of the visible part, renewed when the window or the text size changes; undefined before the first paint. */
export const useViewport = (ref: RefObject<HTMLElement | null>): Viewport | undefined => {
  const [viewport, setViewport] = useState<Viewport>();
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setViewport(measure(element)));
    observer.observe(element);
    setViewport(measure(element));
    return () => observer.disconnect();
  }, [ref]);
  return viewport;
};
