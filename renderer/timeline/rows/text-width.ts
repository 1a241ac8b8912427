/** How wide a line of words is at a usual text size, in px; `weight` as in a stylesheet. */
export type TextWidth = (line: string, sizePx: number, weight: number) => number;

/** Widths kept: the same activities and times stand on thousands of bars. */
const MOST_KEPT = 5000;

/** Measures as the browser would draw them, without laying anything out. Digits are as wide as each other in all our texts. */
export const createTextWidth = (family: string): TextWidth => {
  const pen = document.createElement('canvas').getContext('2d');
  const known = new Map<string, number>();
  return (line, sizePx, weight) => {
    const text = line.replace(/\d/g, '0');
    const name = `${weight} ${sizePx} ${text}`;
    const width = known.get(name);
    if (width !== undefined) return width;
    if (known.size >= MOST_KEPT) known.clear();
    if (pen) pen.font = `${weight} ${sizePx}px ${family}`;
    const measured = pen?.measureText(text).width ?? Number.POSITIVE_INFINITY;
    known.set(name, measured);
    return measured;
  };
};
