import { describe, expect, it } from 'vitest';
import { formatDay, formatDayRange } from '../../shared/i18n/format.ts';
import { frenchSpacing } from '../../shared/i18n/fr/spacing.ts';
import { LANGUAGES, type Language, messagesFor } from '../../shared/i18n/index.ts';

/** Arguments that fit every text function: numbers first, then words. */
const SAMPLES: readonly (readonly unknown[])[] = [
  [1, 1, 1, 1],
  [2, 2, 2, 2],
  [1234, 1234, 1234, 1234],
  ['Jan', 'Jan', 'Jan', 'Jan'],
  [['Jan', 'An'], 2, 2, 2],
];

const filled = (text: (...args: unknown[]) => unknown): string[] =>
  SAMPLES.flatMap((args) => {
    try {
      const answer = text(...args);
      return typeof answer === 'string' ? [answer] : [];
    } catch {
      return [];
    }
  });

/** Every text of a table with its path; text functions are called with several arguments. */
const leaves = (entry: unknown, path: string): [path: string, text: string][] => {
  if (typeof entry === 'string') return [[path, entry]];
  if (typeof entry === 'function') return filled(entry as never).map((text) => [path, text]);
  if (typeof entry !== 'object' || entry === null) return [];
  return Object.entries(entry).flatMap(([key, value]) => leaves(value, path ? `${path}.${key}` : key));
};
const textsOf = (language: Language) => leaves(messagesFor(language), '');

describe('the texts', () => {
  it.each(LANGUAGES)('have a text for every key in %s', (language) => {
    const texts = textsOf(language);
    expect(texts.length).toBeGreaterThan(500);
    expect(texts.filter(([, text]) => /undefined|\[object|NaN/.test(text))).toEqual([]);
    // No text begins or ends with a space; code that joins texts adds the spaces.
    expect(texts.filter(([, text]) => text !== text.trim())).toEqual([]);
    expect(texts.filter(([, text]) => / {2}/.test(text))).toEqual([]);
  });

  it.each(LANGUAGES)('return a text from every function in %s', (language) => {
    const silent: string[] = [];
    const walk = (entry: unknown, path: string) => {
      if (typeof entry === 'function' && filled(entry as never).length === 0) silent.push(path);
      if (typeof entry === 'object' && entry !== null)
        for (const [key, value] of Object.entries(entry)) walk(value, `${path}.${key}`);
    };
    walk(messagesFor(language), language);
    expect(silent).toEqual([]);
  });

  it.each(['nl', 'fr'] as const)('are not left in English in %s', (language) => {
    const english = new Map(textsOf('en'));
    // Only sentences: a single word (Client, Version, Port) can be the same in both languages.
    const left = textsOf(language).filter(
      ([path, text]) => text === english.get(path) && /\p{L}{2,} \p{L}{2,} \p{L}{2,}/u.test(text),
    );
    expect(left).toEqual([]);
  });

  it.each(LANGUAGES)('use typographic quotation marks and apostrophes in %s', (language) => {
    expect(textsOf(language).filter(([, text]) => /\w['"]\w|\s['"]|['"](\s|$)/.test(text))).toEqual([]);
  });
});

describe('French spaces', () => {
  it('stand before ; : ? ! % and inside guillemets, always narrow and unbreakable', () => {
    const wrong = textsOf('fr').filter(([, text]) => {
      // The colons in addresses and times of day have no space.
      const prose = text.replace(/(?:https?|tls):\/\/\S*|\d:\d/g, '');
      return /[ \u00a0][;:?!%»]|«[^\u202f]|[^\u202f]»|[\p{L}\d)”][;:?!]/u.test(prose);
    });
    expect(wrong).toEqual([]);
  });

  it('are added to texts with parameters, but not inside addresses', () => {
    const texts = frenchSpacing({ ask: (name: string) => `Supprimer « ${name} » ?`, url: 'https://example.com', n: 3 });
    expect(texts.ask('An')).toBe('Supprimer «\u202fAn\u202f»\u202f?');
    expect(texts.url).toBe('https://example.com');
    expect(texts.n).toBe(3);
  });
});

it('formats a day the same with and without its year', () => {
  const day = (language: Language, year?: 'numeric') =>
    formatDay('2026-03-10', language, { weekday: 'short', day: 'numeric', month: 'long', year });
  for (const language of LANGUAGES) expect(day(language, 'numeric')).toBe(`${day(language)} 2026`);
  expect(day('en')).toBe('Tue 10 March');
});

it('formats the days of a month equally close together in every language', () => {
  const range = (from: string, until: string, language: Language) =>
    formatDayRange(from, until, language, { day: 'numeric', month: 'short', year: 'numeric' }).replace(/\s/g, ' ');
  expect(LANGUAGES.map((l) => range('2026-05-04', '2026-05-17', l))).toEqual([
    '4–17 May 2026',
    '4–17 mei 2026',
    '4–17 mai 2026',
  ]);
  expect(range('2026-11-23', '2026-12-06', 'en')).toBe('23 Nov – 6 Dec 2026');
  expect(range('2026-12-28', '2027-01-10', 'en')).toBe('28 Dec 2026 – 10 Jan 2027');
});
