/** Width of a line in px at 16 px root font size. */
export type TextWidth = (line: string, sizePx: number, weight: number) => number;

/** Size of the cache; labels repeat often. */
const MAX_CACHED_WIDTHS = 5000;

/** Measures with a canvas, without layout. Digits are replaced by 0, because they have equal width (tabular figures). */
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
