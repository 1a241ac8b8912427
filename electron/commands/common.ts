import { type Flags, folder, toggle } from './flags.ts';

/** Environment of a command; replaced in tests. */
export interface Terminal {
  env: Readonly<Record<string, string | undefined>>;
  /** One line of standard output. Resolves when more may be written, rejects when nobody reads it any more. */
  print: (line: string) => Promise<void> | void;
  /** Aborted when nobody reads standard output any more. */
  outputClosed?: AbortSignal;
  /** One line of standard error. */
  printError: (line: string) => void;
  now: () => number;
}

export type Command = (args: readonly string[], terminal: Terminal) => Promise<number>;

/** Flags that every command has. */
export const COMMON_FLAGS = {
  data: folder('DIR', 'data folder'),
  json: toggle('machine-readable standard output'),
  help: toggle('show this help', 'MONITOR_HELP'),
} satisfies Flags;
