import { expect, it } from 'vitest';
import { rowPosition } from '../../../../renderer/timeline/rows/row-position.ts';
import { rowOffsets } from '../../../../renderer/timeline/scale.ts';

const metrics = { lanePx: 36, paddingPx: 8 };

it('puts rows under each other, each as high as its lanes, after the header', () => {
  const offsets = rowOffsets([1, 2, 1], metrics);
  const places = [0, 1, 2].map((index) => rowPosition(index, { offsets, groups: [], groupPx: 32 }));
  expect(places).toEqual([
    { rowIndex: 2, topPx: 0, heightPx: 44 },
    { rowIndex: 3, topPx: 44, heightPx: 80 },
    { rowIndex: 4, topPx: 124, heightPx: 44 },
  ]);
});

it('counts group headings as rows, and reserves space for them', () => {
  const groups = [
    { activityId: 'a', first: 0, count: 2 },
    { activityId: 'b', first: 2, count: 1 },
  ];
  const offsets = rowOffsets([1, 1, 1], metrics, new Set([0, 2]), 32);
  const places = [0, 1, 2].map((index) => rowPosition(index, { offsets, groups, groupPx: 32 }));
  expect(places).toEqual([
    { rowIndex: 3, topPx: 32, heightPx: 44 },
    { rowIndex: 4, topPx: 76, heightPx: 44 },
    { rowIndex: 6, topPx: 152, heightPx: 44 },
  ]);
});
