import { homedir } from 'node:os';
import { join } from 'node:path';
import { type Flags, text, toggle } from './flags.ts';

/** Exit statuses; scripts depend on them. */
export const EXIT = { ok: 0, failure: 1, usage: 2, notSetUp: 3 } as const;

/** Environment of a command; replaced in tests. */
export interface Terminal {
  env: Readonly<Record<string, string | undefined>>;
  /** One line of standard output. Resolves when more may be written. */
  print: (line: string) => Promise<void> | void;
  /** One line of standard error. */
  printError: (line: string) => void;
  now: () => number;
}

export type Command = (args: readonly string[], terminal: Terminal) => Promise<number>;

/** Flags that every command has. */
export const COMMON_FLAGS = {
  data: text('DIR', 'data folder'),
  json: toggle('machine-readable standard output'),
  help: toggle('show this help', 'MONITOR_HELP'),
} satisfies Flags;

/** The default data folder, in the system's folder for application data. */
export const defaultDataDir = (
  env: Readonly<Record<string, string | undefined>>,
  platform = process.platform,
): string => {
  const name = 'assignment-monitor';
  if (platform === 'win32') return join(env.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), name);
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', name);
  return join(env.XDG_CONFIG_HOME ?? join(env.HOME ?? homedir(), '.config'), name);
};
