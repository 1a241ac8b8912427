import { spawn } from 'node:child_process';
import { delimiter, join, resolve } from 'node:path';

/** Path of the repository. */
export const root: string = resolve(import.meta.dirname, '..');
export const fromRoot = (...path: string[]): string => join(root, ...path);

/** Scripts of the command-line tools, run with the current Node without a shell. */
export const tools = {
  tsc: fromRoot('node_modules/typescript/bin/tsc'),
  biome: fromRoot('node_modules/@biomejs/biome/bin/biome'),
  vitest: fromRoot('node_modules/vitest/vitest.mjs'),
  playwright: fromRoot('node_modules/@playwright/test/cli.js'),
};

/**
 * The environment of a tool: without the app's secret, which only the app needs. The project's Node comes first on the path,
 * whichever Node runs this script.
 */
export const toolEnv = (extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  ...process.env,
  PROTIME_CLIENT_SECRET: undefined,
  PATH: [fromRoot('node_modules/.bin'), process.env.PATH].join(delimiter),
  ...extra,
});

export interface RunOptions {
  env?: NodeJS.ProcessEnv;
  /** All output goes to standard error. */
  quiet?: boolean;
  /** The process is killed after this time. */
  timeoutMs?: number;
}

/** Resolves to the exit status; 1 when killed by a signal. */
export const runNode = (args: readonly string[], { env = {}, quiet, timeoutMs }: RunOptions = {}): Promise<number> =>
  new Promise((done, fail) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: toolEnv(env),
      stdio: ['ignore', quiet ? 2 : 1, 2],
      ...(timeoutMs ? { timeout: timeoutMs } : {}),
    });
    child.once('error', fail);
    child.once('exit', (status) => done(status ?? 1));
  });
