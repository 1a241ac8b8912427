/** How wide a line of words is at a usual text size, in px; `weight` as in a stylesheet. */
export type TextWidth = (line: string, sizePx: number, weight: number) => number;

/** Widths kept: the same activities and times stand on thousands of bars. */
const MAX_CACHED_WIDTHS = 5000;

/** Measures as the browser would draw them, without laying anything out. Digits are as wide as each other in all our texts. */
export const createTextWidth = (family: string): TextWidth => {
  const context = document.createElement('canvas').getContext('2d');
  const widths = new Map<string, number>();
  return (line, sizePx, weight) => {
    const text = line.replace(/\d/g, '0');
    const name = `${weight} ${sizePx} ${text}`;
    const width = widths.get(name);
    if (width !== undefined) return width;
    if (widths.size >= MAX_CACHED_WIDTHS) widths.clear();
    if (context) context.font = `${weight} ${sizePx}px ${family}`;
    const measured = context?.measureText(text).width ?? Number.POSITIVE_INFINITY;
    widths.set(name, measured);
    return measured;
  };
};
