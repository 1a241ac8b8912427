export interface CsvOptions {
  /** Excel in Dutch and French expects a semicolon. */
  separator: ',' | ';';
}

/**
 * One line of CSV, RFC 4180. Text that a spreadsheet would run as a formula gets an apostrophe in front, which makes it text;
 * numbers stay numbers.
 */
export const csvLine = (cells: readonly unknown[], { separator }: CsvOptions): string =>
  `${cells.map((cell) => quote(cellText(cell), separator)).join(separator)}\r\n`;

/** Some programs ignore leading blanks, and accept the full-width forms of these characters. */
const FORMULA = /^(?:[\t\r\n]|\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/;

const cellText = (cell: unknown): string => {
  if (cell === null || cell === undefined) return '';
  if (typeof cell !== 'string') return String(cell);
  return FORMULA.test(cell) ? `'${cell}` : cell;
};

const quote = (cell: string, separator: string): string =>
  cell.includes(separator) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
