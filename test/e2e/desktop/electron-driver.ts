import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { _electron } from '@playwright/test';
import { fromRoot, root } from '../../../build/project.ts';
import type { DesktopCommands } from './commands.ts';
import type { Driver, LaunchOptions } from './driver.ts';

const INSTRUMENT = fromRoot('test/e2e/desktop/instrument.cjs');

/** The built app in Electron itself. */
export const electronDriver = (executablePath: string): Driver => ({
  name: 'electron',
  launch: async ({ args = [], env = {} }: LaunchOptions) => {
    const app = await _electron.launch({
      executablePath,
      args: ['-r', INSTRUMENT, root, ...args],
      env: { ...processEnv(), ...env },
    });
    let errors = '';
    const child = app.process();
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      errors += text;
    });
    const exited = new Promise<number | null>((resolve) => child.once('exit', (status) => resolve(status)));
    const commands = new Proxy({} as DesktopCommands, {
      get:
        (_target, name) =>
        (...values: unknown[]) =>
          app.evaluate(
            (_electronModule, [command, given]) => {
              const { desktopCommands } = globalThis as unknown as {
                desktopCommands: Record<string, (...values: unknown[]) => unknown>;
              };
              return desktopCommands[command]?.(...given);
            },
            [String(name), values] as const,
          ),
    });
    return {
      commands,
      page: async () => app.windows().at(-1) ?? app.firstWindow(),
      stderr: () => errors,
      exited,
      kill: async () => {
        child.kill('SIGKILL');
        await exited;
      },
    };
  },
  startSecondInstance: async ({ args = [], env = {} }) => {
    const child = spawn(executablePath, [root, ...args], { env: { ...processEnv(), ...env }, stdio: 'ignore' });
    const [status] = await once(child, 'exit');
    return status as number | null;
  },
});

const processEnv = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
