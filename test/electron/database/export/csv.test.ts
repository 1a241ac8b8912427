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
