import { pathToFileURL } from 'node:url';
import { fromRoot } from './project.ts';

/** Runs the built CLI in this process, so that signals, output and exit status are passed through. */
export const runCli = async (args: readonly string[]): Promise<void> => {
  const cli = fromRoot('dist/electron/cli.js');
  process.argv = [process.execPath, cli, ...args];
  await import(pathToFileURL(cli).href);
};
