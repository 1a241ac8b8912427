import { type ChildProcess, spawn } from 'node:child_process';

const isWindows = process.platform === 'win32';

export interface Child {
  process: ChildProcess;
  /** Passes a signal on. On Windows, where it would end the child at once, the child is asked to end: its `disconnect` event. */
  signal(signal: NodeJS.Signals): void;
}

/**
 * Starts a program that uses this terminal. It is in a process group of its own, so that what the terminal sends to a whole group, such as
 * Ctrl-C, reaches only this process, which passes it on: once.
 */
export const startChild = (command: string, args: readonly string[]): Child => {
  const child = spawn(command, args, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'], detached: !isWindows });
  return {
    process: child,
    signal: (signal) => {
      if (!isWindows) child.kill(signal);
      else if (child.connected) child.disconnect();
    },
  };
};
