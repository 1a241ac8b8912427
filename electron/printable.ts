/**
 * Characters that a terminal obeys instead of showing: control characters, with the escape sequences they begin, line breaks, and
 * those that reverse the direction of text.
 */
const CONTROLS = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** One line of text, with such characters as JSON writes them: a line of JSON keeps its value. */
export const printable = (line: string): string =>
  line.replace(CONTROLS, (one) => SHORT[one] ?? `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
