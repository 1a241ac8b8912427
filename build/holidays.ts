import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Holidays from 'date-holidays';
import { type Licence, licenceOf } from './licences.ts';
import { fromRoot } from './project.ts';

const LIBRARY = fromRoot('node_modules/date-holidays');

/** Supported countries. */
export const COUNTRIES = ['BE', 'NL', 'FR'] as const;
/** Covers the history and the lifetime of this version. */
export const YEARS = { from: 2020, until: 2050 } as const;

/** Legal holidays of the whole country in a year, as `MMDD`, in order. */
export const holidaysOf = (country: string, year: number): string[] =>
  new Holidays(country)
    .getHolidays(year)
    .filter(({ type }) => type === 'public')
    .map(({ date }) => date.slice(5, 10).replace('-', ''))
    .sort();

/** Attributions (@attrib) from the library's data files. */
const attributions = (): string[] => {
  const urls = COUNTRIES.flatMap((country) => {
    const data = readFileSync(join(LIBRARY, 'data', 'countries', `${country}.yaml`), 'utf8');
    return [...data.matchAll(/@attrib (\S+)/g)].map(([, url = '']) => url);
  });
  return [...new Set(urls)];
};

const DATA_LICENCE = 'CC BY-SA 3.0, https://creativecommons.org/licenses/by-sa/3.0/';

/**
 * Licence entry for date-holidays. The manifest says CC-BY, LICENSE and data say CC BY-SA; the stricter one is used, with
 * the attributions.
 */
export const holidaysLicence = (): Licence => {
  const found = licenceOf(LIBRARY);
  const note = `Of this package the app holds a list of dates: the legal holidays of Belgium, the Netherlands and France from ${YEARS.from} to ${YEARS.until}, adapted from its data and under the same licence, ${DATA_LICENCE}. Owed to:`;
  return {
    ...found,
    licence: 'ISC AND CC-BY-SA-3.0',
    text: [note, ...attributions(), '', '----', '', found.text].join('\n'),
  };
};

/** The file the app reads: the library itself, with every calendar of the world, is not shipped. */
export const holidaysFile = (): string => {
  const years = Array.from({ length: YEARS.until - YEARS.from + 1 }, (_, n) => YEARS.from + n);
  const lines = COUNTRIES.flatMap((country) => [
    `  ${country}: {`,
    ...years.map((year) => `    ${year}: '${holidaysOf(country, year).join(' ')}',`),
    '  },',
  ]);
  return `// Written by build/holidays.ts from the package date-holidays; run it anew after an update.
// The dates are adapted from the data of date-holidays by commenthol and others, and are under its licence:
// ${DATA_LICENCE}. Owed to:
${attributions()
  .map((url) => `// ${url}`)
  .join('\n')}
/** Legal holidays of the whole country, as \`MMDD\`, by year. */
export const PUBLIC_HOLIDAYS: Record<'${COUNTRIES.join("' | '")}', Record<number, string>> = {
${lines.join('\n')}
};
`;
};

if (import.meta.main) writeFileSync(fromRoot('shared/public-holidays.ts'), holidaysFile());
