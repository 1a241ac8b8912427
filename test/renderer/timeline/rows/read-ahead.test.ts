import { describe, expect, it } from 'vitest';
import { readAhead } from '../../../../renderer/timeline/rows/read-ahead.ts';

const order = Array.from({ length: 300 }, (_, n) => 1000 + n);
const span = (list: readonly (number | null)[]) => [list.at(0), list.at(-1), list.length];

describe('whose assignments are read ahead', () => {
  it('covers the same distance above and below before scrolling, with no early requests', () => {
    const { nearby, next } = readAhead(order, { first: 100, end: 120 }, 0);
    expect(span(nearby)).toEqual([1076, 1143, 68]);
    expect(span(next)).toEqual([1100, 1119, 20]);
  });

  it('covers two screens in scroll direction; one and a half must be loaded', () => {
    const down = readAhead(order, { first: 100, end: 130 }, 1);
    expect(span(down.nearby)).toEqual([1092, 1189, 98]);
    expect(span(down.next)).toEqual([1100, 1174, 75]);
    const up = readAhead(order, { first: 100, end: 130 }, -1);
    expect(span(up.nearby)).toEqual([1040, 1137, 98]);
    expect(span(up.next)).toEqual([1055, 1129, 75]);
  });

  it('end where the rows end', () => {
    expect(span(readAhead(order, { first: 280, end: 300 }, 1).nearby)).toEqual([1272, 1299, 28]);
    expect(span(readAhead(order, { first: 0, end: 20 }, -1).nearby)).toEqual([1000, 1027, 28]);
    expect(readAhead([], { first: 0, end: 0 }, 1)).toEqual({ nearby: [], next: [] });
  });
});
