import { spawn } from 'node:child_process';
import type { Terminal } from './common.ts';
import { toggle } from './flags.ts';

export const OPEN_FLAGS = {
  open: toggle('open the browser (default: when a person started it)'),
  'no-open': toggle('do not open the browser'),
};

interface OpenValues {
  open?: boolean;
  'no-open'?: boolean;
  json?: boolean;
}

export const shouldOpen = (values: OpenValues, { env }: Pick<Terminal, 'env'>): boolean => {
  if (values['no-open']) return false;
  return values.open ?? (process.stdout.isTTY === true && !values.json && !env.CI);
};

const OPENERS: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

/**
 * Errors are ignored: an address was printed.
 * @param url may be seen by other users of the computer, in the list of processes.
 */
export const openBrowser = (url: string): void => {
  const [command, ...args] = OPENERS[process.platform] ?? ['xdg-open'];
  const child = spawn(command, [...args, url], { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
};
