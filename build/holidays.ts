import { writeFileSync } from 'node:fs';
import Holidays from 'date-holidays';
import { at } from './project.ts';

/** Where the customers are. */
export const COUNTRIES = ['BE', 'NL', 'FR'] as const;
/** As far back as a history reaches, and further ahead than this version will be in use. */
export const YEARS = { from: 2020, until: 2050 } as const;

/** Legal holidays of the whole country in a year, as `MMDD`, in order. */
export const holidaysOf = (country: string, year: number): string[] =>
  new Holidays(country)
    .getHolidays(year)
    .filter(({ type }) => type === 'public')
    .map(({ date }) => date.slice(5, 10).replace('-', ''))
    .sort();

/** The file the app reads: the library itself, with every calendar of the world, is not shipped. */
export const holidaysFile = (): string => {
  const years = Array.from({ length: YEARS.until - YEARS.from + 1 }, (_, n) => YEARS.from + n);
  const lines = COUNTRIES.flatMap((country) => [
    `  ${country}: {`,
    ...years.map((year) => `    ${year}: '${holidaysOf(country, year).join(' ')}',`),
    '  },',
  ]);
  return `// Written by build/holidays.ts from the package date-holidays; run it anew after an update.
/** Legal holidays of the whole country, as \`MMDD\`, by year. */
export const PUBLIC_HOLIDAYS: Record<'${COUNTRIES.join("' | '")}', Record<number, string>> = {
${lines.join('\n')}
};
`;
};

if (import.meta.main) writeFileSync(at('shared/public-holidays.ts'), holidaysFile());
