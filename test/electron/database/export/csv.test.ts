import { expect, it } from 'vitest';
import { csvLine } from '../../../../electron/database/export/csv.ts';

it('quotes only where necessary, and no numbers', () => {
  const cells = [1, -2, null, undefined, 'plain', 'a,b', 'a;b', 'say "hi"', 'two\nlines', ''];
  expect(csvLine(cells, { separator: ',' })).toBe('1,-2,,,plain,"a,b",a;b,"say ""hi""","two\nlines",\r\n');
  expect(csvLine(['a,b', 'a;b'], { separator: ';' })).toBe('a,b;"a;b"\r\n');
});

it('escapes spreadsheet formulas', () => {
  expect(csvLine(['=1+1', '+1', '-1', '@x', '\tx'], { separator: ',' })).toBe("'=1+1,'+1,'-1,'@x,'\tx\r\n");
});

/** The cells that programs see, whichever separators they use: a cell ends at any of them, and quotes may be dropped. */
const cellsOf = (line: string): string[] =>
  line.split(/[;,|\t\r\n\v\u2028]/).map((cell) => cell.replace(/^[\s"\p{Cc}\p{Cf}]+/u, ''));

it.each([
  `zie hier;=cmd|' /C calc'!A0;dank`,
  'a,=1+1',
  'a\t=1+1',
  'a\n=1+1',
  'a\r\n=1+1',
  'a\r=1+1',
  'a|=1+1',
  'a\v=1+1',
  'a\u2028=1+1',
  '; =1+1',
  ';\n=1+1',
  ';"=1+1"',
  ';""=1+1',
  ';\u200b=1+1',
  ';\u0000=1+1',
  ';+1',
  ';-1',
  ';@SUM(1)',
  ';\uff1d1',
  ';\uff0b1',
  ';\uff0d1',
  ';\uff201',
  ' =1',
  '\r=1',
  '=1;=2;=3',
  ';;=1',
])('leaves no formula after any separator: %j', (text) => {
  for (const separator of [',', ';'] as const)
    for (const cell of cellsOf(csvLine([1, text, 'x'], { separator })))
      expect(cell).not.toMatch(/^[=+\-@\uff1d\uff0b\uff0d\uff20]/);
});

it('leaves no tab or line break at the beginning of a cell either', () => {
  for (const text of [';\tx', ';\r\nx', '\tx', '\nx', 'a\n\tx'])
    for (const line of csvLine([text], { separator: ',' }).trimEnd().split(/[;\n]/))
      expect(line.replace(/^"/, '')).not.toMatch(/^[\t\r]/);
});

it('leaves ordinary text as it is', () => {
  for (const text of ['09:00-17:00; ruil met Jan', 'x=1', 'twee\n\nregels', 'a@b.be; c@d.be'])
    expect(csvLine([text], { separator: '\t' as never })).toContain(text);
});

it('takes time in proportion to the length of a text', () => {
  // Quadratic time would be minutes.
  csvLine(['\n'.repeat(2_000_000), ' '.repeat(2_000_000), '"'.repeat(2_000_000)], { separator: ',' });
});
