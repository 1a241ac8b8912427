import { isAppRunning } from '../database/running-lock.ts';
import { EXIT } from '../exit-status.ts';
import { databasePathIn, defaultDataDir, thisSystem } from '../storage/data-folder.ts';
import { addressOf, runningPort } from '../web/running.ts';
import { createTickets } from '../web/tickets.ts';
import { COMMON_FLAGS, type Command } from './common.ts';
import { type Flags, readFlags } from './flags.ts';
import { OPEN_FLAGS, openBrowser, shouldOpen } from './open-browser.ts';

export const flags = { ...COMMON_FLAGS, ...OPEN_FLAGS } satisfies Flags;

/** A new address of the app that runs in web mode. */
export const run: Command = async (args, terminal) => {
  const { values } = readFlags(flags, args, terminal.env);
  const dataDir = values.data ?? defaultDataDir(thisSystem(terminal.env));
  const port = isAppRunning(databasePathIn(dataDir)) ? runningPort(dataDir) : undefined;
  if (port === undefined) {
    terminal.printError(
      'The app does not run in web mode on this data folder: start it with “serve”, or name its --data.',
    );
    return EXIT.failure;
  }
  const newAddress = () => addressOf(port, createTickets(dataDir, terminal.now).create());
  const ui = newAddress();
  const lines = values.json ? [JSON.stringify({ ui })] : [ui, '', 'It works once, within ten minutes.'];
  for (const line of lines) await terminal.print(line);
  if (shouldOpen(values, terminal)) openBrowser(newAddress());
  return EXIT.ok;
};
