import { expect, it } from 'vitest';
import { createLog } from '../../electron/log.ts';
import { printable } from '../../electron/printable.ts';

it.each([
  ['a\nb\r\nc\td', 'a\\nb\\r\\nc\\td'],
  ['\u001b]0;title\u0007\u001b[2J', '\\u001b]0;title\\u0007\\u001b[2J'],
  ['\u009b31m\u007f', '\\u009b31m\\u007f'],
  ['\u202egnp\u2066x\u2069\u200f', '\\u202egnp\\u2066x\\u2069\\u200f'],
  ['a\u2028b\u2029c\u0085d', 'a\\u2028b\\u2029c\\u0085d'],
  ['Zoë שלום 👩‍🏭 –', 'Zoë שלום 👩‍🏭 –'],
])('shows what a terminal would obey: %j', (text, shown) => {
  expect(printable(text)).toBe(shown);
});

it('keeps the value of a line of JSON', () => {
  const value = { comments: 'a\nb\u001b[2J\u009b\u202e\u2028"\\' };
  expect(JSON.parse(printable(JSON.stringify(value)))).toEqual(value);
});

it('is used by the log', () => {
  const lines: string[] = [];
  createLog((line) => lines.push(line)).warn('refused \u001b[2J\nforged line', { reason: '\u009b' });
  expect(lines.join()).not.toMatch(/\p{Cc}/u);
});
