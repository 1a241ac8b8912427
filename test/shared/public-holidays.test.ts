import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { COUNTRIES, holidaysFile, holidaysLicence } from '../../build/holidays.ts';
import { HOLIDAY_COUNTRIES, isPublicHoliday, likelyCountry } from '../../shared/working-days.ts';

it('equals the data of the library', () => {
  expect(readFileSync('shared/public-holidays.ts', 'utf8')).toBe(holidaysFile());
  expect(HOLIDAY_COUNTRIES).toEqual(COUNTRIES);
});

it('names the licence and attribution of its data, in the file and in the app', () => {
  const { licence, text } = holidaysLicence();
  expect(licence).toBe('ISC AND CC-BY-SA-3.0');
  expect(text).toContain('ISC License');
  for (const place of [text, readFileSync('shared/public-holidays.ts', 'utf8')]) {
    expect(place).toContain('CC BY-SA 3.0, https://creativecommons.org/licenses/by-sa/3.0/');
    expect(place).toContain('https://en.wikipedia.org/wiki/Public_holidays_in_Belgium');
    expect(place).toContain('https://en.wikipedia.org/wiki/Public_holidays_in_the_Netherlands');
    expect(place).toContain('https://fr.wikipedia.org/wiki/Jour_f%C3%A9ri%C3%A9#France');
  }
});

it.each([
  ['2026-07-21', ['BE']],
  ['2026-04-27', ['NL']],
  ['2025-04-26', ['NL']],
  ['2026-07-14', ['FR']],
  ['2026-05-08', ['FR']],
  ['2026-04-06', ['BE', 'NL', 'FR']],
  ['2026-05-14', ['BE', 'NL', 'FR']],
  ['2026-12-26', ['NL']],
  ['2026-11-11', ['BE', 'FR']],
  ['2026-03-10', []],
  ['2999-12-25', []],
])('returns the countries of the holiday %s', (day, countries) =>
  expect(COUNTRIES.filter((country) => isPublicHoliday(day, country))).toEqual(countries),
);

it.each([
  ['Europe/Brussels', ['fr-FR'], 'BE'],
  ['Europe/Amsterdam', [], 'NL'],
  ['Europe/Paris', ['en-US'], 'FR'],
  ['Europe/Luxembourg', ['fr-FR'], 'FR'],
  ['UTC', ['nl-BE', 'en'], 'BE'],
  ['UTC', ['nl'], null],
  ['America/New_York', ['en-US'], null],
])('uses, in %s with %j, the holidays of %s', (zone, locales, country) =>
  expect(likelyCountry(zone, locales)).toBe(country),
);
