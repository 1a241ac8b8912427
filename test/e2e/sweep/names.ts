// Patterns for names of controls, made from the texts of the app.

/** A text of the app as a pattern; each space matches any kind of space. */
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s/g, '\\s');

export const exactly = (words: string): RegExp => new RegExp(`^${escaped(words)}$`);

/** A name that begins with these words. */
export const starting = (words: string): RegExp => new RegExp(`^${escaped(words)}`);

/** A name that may be followed by a number of results. */
export const counted = (words: string): RegExp => new RegExp(`^${escaped(words)}[\\s\\d.,+]*$`);

/** A text function as a pattern: its parameter matches any text. */
export const around = (wording: (name: string) => string): RegExp => {
  const [before = '', after = ''] = wording('\u0000').split('\u0000').map(escaped);
  return new RegExp(`^${before}.+${after}$`);
};

/** Any of these patterns. */
export const anyOf = (...patterns: RegExp[]): RegExp =>
  new RegExp([...new Set(patterns.map(({ source }) => source))].join('|'));
