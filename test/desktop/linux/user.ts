import { type ChildProcess, execFile, execFileSync, type SpawnOptions, spawn } from 'node:child_process';
import { promisify } from 'node:util';

// Electron refuses its sandbox to root, and the app does not run without it: as root, the desktop and everything on it run
// as `nobody`.
const isRoot = process.getuid?.() === 0;
const NOBODY = 65534;
const AS_NOBODY = ['--reuid', String(NOBODY), '--regid', String(NOBODY), '--clear-groups', '--inh-caps=-all'];

const asUser = (program: string, args: readonly string[]): [program: string, args: string[]] =>
  isRoot ? ['setpriv', [...AS_NOBODY, program, ...args]] : [program, [...args]];

/** Starts a program as the desktop's user. */
export const spawnAsUser = (program: string, args: readonly string[], options: SpawnOptions): ChildProcess =>
  spawn(...asUser(program, args), options);

/** Runs a program as the desktop's user; resolves to what it printed. */
export const runAsUser = async (
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<string> => {
  const { stdout } = await promisify(execFile)(...asUser(program, args), { env, maxBuffer: 64 * 2 ** 20 });
  return stdout;
};

/** Gives a folder and all in it to the desktop's user. */
export const giveToUser = (folder: string): void => {
  if (isRoot) execFileSync('chown', ['-R', `${NOBODY}:${NOBODY}`, folder]);
};
