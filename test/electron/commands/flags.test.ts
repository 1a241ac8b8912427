import { expect, it } from 'vitest';
import {
  dayFlag,
  describeFlags,
  instantFlag,
  listOf,
  oneOf,
  readFlags,
  text,
  toggle,
  wholeNumber,
} from '../../../electron/commands/flags.ts';
import { UsageError } from '../../../electron/exit-status.ts';

const FLAGS = {
  'public-url': text('URL', 'where'),
  port: wholeNumber('N', 'which', 0, 65_535),
  json: toggle('machine-readable'),
  day: dayFlag('when'),
  at: instantFlag('exactly when'),
  one: oneOf(['a', 'b'] as const, 'choice'),
  some: listOf(['a', 'b'] as const, 'choices'),
};
const read = (args: string[], env: Record<string, string> = {}) => readFlags(FLAGS, args, env).values;

it('reads flags, else their environment variables', () => {
  expect(read(['--port', '0', '--json', '--some', 'b, a'])).toEqual({ port: 0, json: true, some: ['b', 'a'] });
  const env = { MONITOR_PUBLIC_URL: 'https://x', MONITOR_JSON: 'off', MONITOR_PORT: '1', MONITOR_ONE: '' };
  expect(read(['--port', '2'], env)).toEqual({ 'public-url': 'https://x', json: false, port: 2 });
});

it('reads an instant with its offset, or else in local time', () => {
  const at = (typed: string) => new Date(read(['--at', typed]).at ?? 0).toISOString();
  expect(at('2026-03-10T14:00:00Z')).toBe('2026-03-10T14:00:00.000Z');
  expect(at('2026-03-10T14:00+02:00')).toBe('2026-03-10T12:00:00.000Z');
  expect(at('2026-03-10T14:00')).toBe('2026-03-10T13:00:00.000Z');
  expect(at('2026-07-10')).toBe('2026-07-09T22:00:00.000Z');
});

it.each([
  [['--port', '65536'], 'a whole number from 0 to 65535'],
  [['--port', '1e3'], 'a whole number'],
  [['--day', '2026-02-29'], 'a date such as'],
  [['--day', '0000-01-01'], 'a date such as'],
  [['--at', '10/03/2026'], 'a time such as'],
  [['--at', '2026-02-30T08:00'], 'a time such as'],
  [['--one', 'c'], 'one of a, b'],
  [['--some', 'a,,b'], 'one of a, b'],
  [['--unknown'], "Unknown option '--unknown'"],
  [['word'], "Unexpected argument 'word'"],
])('reports the expected value in one line: %j', (args, expected) => {
  expect(() => read(args)).toThrow(UsageError);
  expect(() => read(args)).toThrow(expected);
  try {
    read(args);
  } catch (error) {
    expect(String(error)).not.toContain('\n');
  }
});

it('lists every flag for --help', () => {
  for (const name of Object.keys(FLAGS)) expect(describeFlags(FLAGS)).toContain(`  --${name}`);
});
