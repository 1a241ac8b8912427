import { COMMON_FLAGS } from './common.ts';

const LEADING: Readonly<Record<string, { value?: string }>> = { data: COMMON_FLAGS.data, json: COMMON_FLAGS.json };

/** How many arguments a flag takes that may stand before the name of a command; 0: it is none. */
const takenBy = (arg: string): number => {
  const [, name = '', equals] = /^--([a-z]+)(=?)/.exec(arg) ?? [];
  const flag = Object.hasOwn(LEADING, name) ? LEADING[name] : undefined;
  if (!flag) return 0;
  return flag.value && !equals ? 2 : 1;
};

/** The name of the command, and its arguments with the flags that stood before the name. */
export const splitCommand = (args: readonly string[]): { name: string | undefined; args: string[] } => {
  let at = 0;
  while (takenBy(args[at] ?? '') > 0) at += takenBy(args[at] ?? '');
  return { name: args[at], args: [...args.slice(0, at), ...args.slice(at + 1)] };
};

/**
 * The command line among the arguments of the desktop program, such as `status --json`; undefined: they open the window. Chromium's
 * switches may stand before it, for example `--no-sandbox` in the menu entry of an AppImage. They are left out: each is one argument.
 */
export const commandIn = (args: readonly string[]): string[] | undefined => {
  const [first = ''] = args;
  if (/^([a-z]+|--help|--version)$/.test(first)) return [...args];
  if (!first.startsWith('-')) return undefined;
  const own = takenBy(first);
  const command = commandIn(args.slice(Math.max(1, own)));
  return command && [...args.slice(0, own), ...command];
};
