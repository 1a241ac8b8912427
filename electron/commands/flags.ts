import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isDay } from '../../shared/time.ts';
import { UsageError } from '../exit-status.ts';

/** One flag: whether it has a value, its purpose, and how the value is checked. */
export interface Flag<T = unknown> {
  /** Shown in `--help` for the value; undefined for a switch. */
  value?: string;
  help: string;
  /** @throws UsageError naming what was expected. */
  read: (text: string, name: string) => T;
  /** Replaces `MONITOR_…` as the environment variable. */
  env?: string;
}
export type Flags = Record<string, Flag>;
export type Values<F extends Flags> = { [K in keyof F]?: F[K] extends Flag<infer T> ? T : never };

const fail = (name: string, expected: string): never => {
  throw new UsageError(`--${name} expects ${expected}`);
};

/** `--public-url` is `MONITOR_PUBLIC_URL`. */
const environmentName = (name: string, { env }: Flag): string =>
  env ?? `MONITOR_${name.toUpperCase().replaceAll('-', '_')}`;

/** Reads flags and, where a flag is absent, its environment variable. @throws UsageError */
export const readFlags = <F extends Flags>(
  flags: F,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  { words = false } = {},
): { values: Values<F>; words: string[] } => {
  const parsed = parse(flags, args, words);
  const values: Record<string, unknown> = {};
  for (const [name, flag] of Object.entries(flags)) {
    const typed = parsed.values[name];
    const text = typeof typed === 'string' ? typed : typed === true ? 'true' : env[environmentName(name, flag)];
    if (text !== undefined && text !== '') values[name] = flag.read(text, name);
  }
  return { values: values as Values<F>, words: parsed.positionals };
};

const parse = (flags: Flags, args: readonly string[], words: boolean) => {
  const known = Object.entries(flags).map(
    ([name, { value }]) => [name, { type: value ? 'string' : 'boolean' }] as const,
  );
  try {
    return parseArgs({
      args: [...args],
      options: Object.fromEntries(known),
      allowPositionals: words,
      strict: true,
    });
  } catch (error) {
    throw new UsageError(parseErrorMessage(error));
  }
};

/** Keeps the first sentence of Node's message; the rest are hints about dashes. */
const parseErrorMessage = (error: unknown): string => {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split(/\. |\n/)[0] ?? text).replace(/\.$/, '');
};

export const toggle = (help: string, env?: string): Flag<boolean> => ({
  help,
  ...(env ? { env } : {}),
  read: (text, name) => {
    if (['true', '1', 'yes', 'on'].includes(text.toLowerCase())) return true;
    if (['false', '0', 'no', 'off'].includes(text.toLowerCase())) return false;
    return fail(name, 'true or false');
  },
});

export const text = (value: string, help: string): Flag<string> => ({ value, help, read: (typed) => typed });

/** A folder; a relative one is resolved against the working directory. */
export const folder = (value: string, help: string): Flag<string> => ({ value, help, read: (typed) => resolve(typed) });

export const wholeNumber = (value: string, help: string, min: number, max: number): Flag<number> => ({
  value,
  help,
  read: (typed, name) => {
    const number = /^\d{1,15}$/.test(typed) ? Number(typed) : Number.NaN;
    return number >= min && number <= max ? number : fail(name, `a whole number from ${min} to ${max}, not "${typed}"`);
  },
});

export const oneOf = <T extends string>(choices: readonly T[], help: string): Flag<T> => ({
  value: choices.join('|'),
  help,
  read: (typed, name) =>
    choices.find((choice) => choice === typed) ?? fail(name, `one of ${choices.join(', ')}, not "${typed}"`),
});

export const listOf = <T extends string>(choices: readonly T[], help: string): Flag<T[]> => ({
  value: 'LIST',
  help: `${help}: ${choices.join(', ')}; several with commas`,
  read: (typed, name) => typed.split(',').map((part) => oneOf(choices, '').read(part.trim(), name)),
});

export const dayFlag = (help: string): Flag<string> => ({
  value: 'YYYY-MM-DD',
  help,
  read: (typed, name) => (isDay(typed) ? typed : fail(name, `a date such as 2026-03-10, not "${typed}"`)),
});

/** A time in ms: with its offset or Z if it has one, else in the computer's time zone. */
export const instantFlag = (help: string): Flag<number> => ({
  value: 'ISO-TIME',
  help,
  read: (typed, name) => {
    const isTime = /^[\d-]{10}(T[\d:.]+(Z|[+-]\d{2}:?\d{2})?)?$/.test(typed) && isDay(typed.slice(0, 10));
    const ms = isTime ? Date.parse(typed.length === 10 ? `${typed}T00:00:00` : typed) : Number.NaN;
    return Number.isNaN(ms)
      ? fail(name, `a time such as 2026-03-10T14:00 or 2026-03-10T14:00:00Z, not "${typed}"`)
      : ms;
  },
});

/** The lines of `--help` that list flags. */
export const describeFlags = (flags: Flags): string => {
  const left = (name: string, { value }: Flag) => `  --${name}${value ? ` ${value}` : ''}`;
  const entries = Object.entries(flags);
  const width = Math.min(34, Math.max(...entries.map(([name, flag]) => left(name, flag).length)) + 2);
  return entries.map(([name, flag]) => `${left(name, flag).padEnd(width)} ${flag.help}`).join('\n');
};
