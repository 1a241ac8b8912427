import { join } from 'node:path';
import { type Child, startChild } from '../measure/child.ts';
import { NODE_FLAGS } from '../measure/node-flags.ts';
import { KEY, prepareDataDir, SECRET } from './data-dir.ts';
import type { AppCommand, Delay, Disk, Memory } from './server.ts';

export const CONNECTIONS = 16;

const sendCommand = (child: Child, command: AppCommand) => child.ask(command);

/** The app in a process of its own, with a webhook whose deliveries are signed. */
export const startApp = async (scratch: string, { prepare = prepareDataDir } = {}) => {
  const dataDir = join(scratch, 'app');
  prepare(dataDir);
  const child = startChild(
    new URL('./server.ts', import.meta.url),
    [dataDir, SECRET],
    [...NODE_FLAGS, '--expose-gc', ...profiling()],
  );
  return {
    pid: child.pid,
    target: { url: String(await child.firstMessage), key: KEY, connections: CONNECTIONS },
    /** Until the text index holds all there is. */
    settle: () => sendCommand(child, 'settle'),
    memory: async () => (await sendCommand(child, 'memory')) as Memory,
    disk: async () => (await sendCommand(child, 'disk')) as Disk,
    beginDelay: () => sendCommand(child, 'begin delay'),
    endDelay: async () => (await sendCommand(child, 'end delay')) as Delay,
    close: child.close,
  };
};

/** `PROFILE=folder`: the app's threads write CPU profiles there. */
const profiling = (): string[] =>
  process.env.PROFILE ? ['--cpu-prof', `--cpu-prof-dir=${process.env.PROFILE}`, '--cpu-prof-interval=500'] : [];

export type App = Awaited<ReturnType<typeof startApp>>;
