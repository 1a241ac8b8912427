import { homedir } from 'node:os';
import { join } from 'node:path';
import { listBackups } from '../database/backups.ts';
import type { DatabaseError } from '../database/errors.ts';
import { type Flags, text, toggle } from './flags.ts';

/** The exit statuses people script against. */
export const EXIT = { ok: 0, failure: 1, usage: 2, notSetUp: 3 } as const;

/** What a command gets from the world, so that a test can give another one. */
export interface Terminal {
  env: Readonly<Record<string, string | undefined>>;
  /** One line of standard output. Resolves when more may be written. */
  print: (line: string) => Promise<void> | void;
  /** One line of standard error. */
  say: (line: string) => void;
  now: () => number;
}

export type Command = (args: readonly string[], terminal: Terminal) => Promise<number>;

/** Flags that every command has. */
export const COMMON_FLAGS = {
  data: text('DIR', 'data folder'),
  json: toggle('machine-readable standard output'),
  help: toggle('show this help', 'MONITOR_HELP'),
} satisfies Flags;

/** The system's folder for data of applications. */
export const defaultDataDir = (
  env: Readonly<Record<string, string | undefined>>,
  platform = process.platform,
): string => {
  const name = 'assignment-monitor';
  if (platform === 'win32') return join(env.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), name);
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', name);
  return join(env.XDG_CONFIG_HOME ?? join(env.HOME ?? homedir(), '.config'), name);
};

/** What can be done about a damaged database. */
const offer = (path: string): string => {
  const [newest] = listBackups(path);
  return newest
    ? `The newest backup is ${newest.name}: \`serve --restore newest\` sets the damaged file aside and uses it.`
    : 'There is no backup: move the file away to begin anew; the plan is then read from Protime again.';
};

const SENTENCES: Record<DatabaseError['code'], (error: DatabaseError) => string> = {
  'newer-version': ({ path, message }) =>
    `The database ${path} was written by a newer version of Assignment Monitor (${message}). Update this one.`,
  damaged: ({ path, message }) => `The database ${path} is damaged (${message}). Nothing was deleted. ${offer(path)}`,
  'read-only': ({ path }) =>
    `The data folder cannot be written to: ${path}. Give this account the right, or choose another with --data.`,
  locked: ({ path }) => `Another program holds the database ${path}. Close it and try again.`,
  full: ({ path }) => `The disk is full: ${path} cannot be written to. Free some space and try again.`,
  missing: () =>
    'Not set up yet: there is no plan in this data folder. Start the app, or name another folder with --data.',
  unusable: ({ path, message }) => `The database ${path} cannot be used: ${message}`,
};

/** One sentence for whoever reads the terminal. */
export const databaseSentence = (error: DatabaseError): string => SENTENCES[error.code](error);
