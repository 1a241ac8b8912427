// Names of controls as patterns, made of the app's own texts.

/** A text of ours in a pattern; its spaces may be of any kind, as in names. */
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s/g, '\\s');

export const exactly = (words: string): RegExp => new RegExp(`^${escaped(words)}$`);

/** A name that begins with these words. */
export const starting = (words: string): RegExp => new RegExp(`^${escaped(words)}`);

/** A name that may have a number after it: how much it would find. */
export const counted = (words: string): RegExp => new RegExp(`^${escaped(words)}[\\s\\d.,+]*$`);

/** Words around any other ones. */
export const around = (wording: (name: string) => string): RegExp => {
  const [before = '', after = ''] = wording('\u0000').split('\u0000').map(escaped);
  return new RegExp(`^${before}.+${after}$`);
};

/** Any of these patterns. */
export const anyOf = (...patterns: RegExp[]): RegExp =>
  new RegExp([...new Set(patterns.map(({ source }) => source))].join('|'));
