import { pathToFileURL } from 'node:url';
import { fromRoot } from './project.ts';

/** The built command line, in this very process: signals, standard output and exit status are the app's own. */
export const runCli = async (args: readonly string[]): Promise<void> => {
  const cli = fromRoot('dist/electron/cli.js');
  process.argv = [process.execPath, cli, ...args];
  await import(pathToFileURL(cli).href);
};
