import { fork } from 'node:child_process';
import { chromium, type Page } from '@playwright/test';
import { findBrowser } from '../../../build/browser.ts';
import { fromRoot } from '../../../build/project.ts';
import packageJson from '../../../package.json' with { type: 'json' };
import type { DoubleOptions } from '../../fakes/electron/chromium/options.ts';
import type { DesktopCommands } from './commands.ts';
import type { Driver, LaunchOptions, Running } from './driver.ts';

const ASAR = fromRoot('test/fakes/electron/asar/hooks.ts');
const RUN = fromRoot('test/fakes/electron/chromium/run.ts');

/** The built app in plain Node, with a real Chromium in place of Electron's. */
export const doubleDriver: Driver = {
  name: 'double',
  launch: async (options: LaunchOptions) => {
    const child = start(options);
    let errors = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      errors += text;
    });
    const exited = new Promise<number | null>((resolve) => child.once('exit', (status) => resolve(status)));
    const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
    child.on('message', ({ id, value, error }: { id: number; value?: unknown; error?: string }) => {
      if (error === undefined) waiting.get(id)?.resolve(value as never);
      else waiting.get(id)?.reject(new Error(error));
      waiting.delete(id);
    });
    void exited.then((status) => {
      for (const { reject } of waiting.values()) reject(new Error(`the app ended with ${status}: ${errors}`));
    });
    let lastId = 0;
    const commands = new Proxy({} as DesktopCommands, {
      get:
        (_target, name) =>
        (...values: unknown[]) =>
          new Promise((resolve, reject) => {
            if (!child.connected) return reject(new Error(`the app has ended: ${errors}`));
            lastId += 1;
            waiting.set(lastId, { resolve, reject });
            return child.send({ id: lastId, name, args: values });
          }),
    });
    return {
      commands,
      page: createPageFinder(commands),
      stderr: () => errors,
      exited,
      kill: async () => {
        child.kill('SIGKILL');
        await exited;
      },
    } satisfies Running;
  },
  startSecondInstance: (options) => new Promise((resolve) => start(options).once('exit', resolve)),
};

const start = ({
  args = [],
  env = {},
  main = process.env.DESKTOP_MAIN ?? fromRoot('dist/electron/main.js'),
  computer = {},
}: LaunchOptions) => {
  const browser = findBrowser();
  if (!browser) throw new Error('no Chromium was found');
  const options: DoubleOptions = { browser, version: packageJson.version, appData: env.HOME ?? '', ...computer };
  return fork(RUN, [main, ...args], {
    env: { ...process.env, ...env, ELECTRON_DOUBLE: JSON.stringify(options) },
    // Worker threads inherit this, as they do in Electron.
    execArgv: main.includes('.asar') ? ['--import', ASAR] : [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
};

/** The Playwright page of the window; looked up again after a crash. */
const createPageFinder = (commands: DesktopCommands) => {
  let page: Page | undefined;
  let hasCrashed = false;
  return async (): Promise<Page> => {
    if (page && !hasCrashed) return page;
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${await commands.debugPort()}`);
    const pages = () => browser.contexts().flatMap((context) => context.pages());
    // Wait until the page is attached.
    while (pages().length === 0) await new Promise((done) => setTimeout(done, 20));
    page = pages()[0] as Page;
    hasCrashed = false;
    page.once('crash', () => {
      hasCrashed = true;
    });
    return page;
  };
};
