export interface CsvOptions {
  /** Excel in Dutch and French expects a semicolon. */
  separator: ',' | ';';
}

/**
 * One line of CSV, RFC 4180. Text that a spreadsheet would run as a formula gets an apostrophe before the sign, which makes it
 * text; numbers stay numbers. Inside a text, too: a spreadsheet that expects another separator begins a new cell at each of its
 * own, whatever the quotes say.
 */
export const csvLine = (cells: readonly unknown[], { separator }: CsvOptions): string =>
  `${cells.map((cell) => quote(cellText(cell), separator)).join(separator)}\r\n`;

const cellText = (cell: unknown): string => {
  if (cell === null || cell === undefined) return '';
  if (typeof cell !== 'string') return String(cell);
  return MAY_BEGIN_A_FORMULA.test(cell) ? withoutFormulas(cell) : cell;
};

/** For most texts the only test. */
const MAY_BEGIN_A_FORMULA = /[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]|^\n/;
/** A tab at the beginning of a cell is dropped by some programs, with what it hides. */
const LEADING_TAB = /(?:^|[;,|\n])(?=\t)|^(?=\n)/g;
/**
 * A sign at the beginning of a cell. Programs ignore blanks, quotes and invisible characters before it, and accept its full-width
 * form. Takes time in proportion to the length: what is ignored contains no separator.
 */
const LEADING_SIGN =
  /(?:^|[;,|\t\n\v\f\x85\u2028\u2029])(?:(?![\t\n\v\f\x85\u2028\u2029])[\s"\p{Cc}\p{Cf}])*(?=[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/gu;

const withoutFormulas = (text: string): string =>
  text.replace(/\r\n?/g, '\n').replace(LEADING_TAB, "$&'").replace(LEADING_SIGN, "$&'");

const quote = (cell: string, separator: string): string =>
  cell.includes(separator) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
