import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { type Browser, chromium, expect, type Page } from '@playwright/test';
import type { InputOf, OutputOf, RequestName } from '../../shared/contract.ts';
import type { LinuxDesktop } from './linux/desktop.ts';
import type { ShownNotification } from './linux/notifications.ts';
import { iconOf } from './linux/tray.ts';
import { giveToUser, spawnAsUser } from './linux/user.ts';
import { type Bounds, createWindows, type DesktopWindow } from './linux/windows.ts';

/** How the app under test is started: the packed program, or an Electron with the folder of an unpacked one. */
export interface Program {
  executable: string;
  args: readonly string[];
}

export interface LaunchOptions {
  args?: readonly string[];
  env?: Readonly<Record<string, string>>;
}

/** The app, running on a desktop. Nothing in it is replaced: it is used through its page and the services of the desktop. */
export interface App {
  /** The page of its window, loaded. */
  page(): Promise<Page>;
  /** The number of its pages; a window that is hidden has one, too. */
  pageCount(): Promise<number>;
  tray(): Promise<{ icon: string; toolTip: string; menu: string[] } | undefined>;
  chooseTrayItem(...labels: string[]): Promise<void>;
  clickTray(): Promise<void>;
  /** The windows that the desktop lists: a hidden one is not among them. */
  windows(): Promise<DesktopWindow[]>;
  closeWindow(): Promise<void>;
  moveWindow(bounds: Bounds): Promise<void>;
  /** Presses keys in the window that has the focus. */
  press(...keys: string[]): Promise<void>;
  type(text: string): Promise<void>;
  screenshot(path: string): Promise<void>;
  /** Every notification that the desktop showed, oldest first. */
  notifications(): Promise<(ShownNotification & { closed: boolean })[]>;
  /** Dismisses every other notification, and clicks the one with this title. */
  clickNotification(title: string): Promise<void>;
  /** Starts the program again, as the desktop does for a link; resolves to the status of that second process. */
  startAgain(...args: string[]): Promise<number | null>;
  /** Evaluates code in the page. */
  evaluate(expression: string): Promise<unknown>;
  crashPage(): Promise<void>;
  /** Sends a request to the core, as a screen does. */
  call<N extends RequestName>(name: N, ...input: InputOf<N> extends void ? [] : [InputOf<N>]): Promise<OutputOf<N>>;
  /** Ends the connection to its page, which is never hidden while there is one, until the page is asked for again. */
  disconnect(): Promise<void>;
  stderr(): string;
  pid: number;
  /** Its exit status, or the signal that ended it. */
  exited: Promise<number | NodeJS.Signals>;
  /** Quits from the menu of the tray; resolves to how it ended. */
  quit(): Promise<number | NodeJS.Signals>;
  signal(signal: NodeJS.Signals): void;
  kill(): Promise<void>;
}

/** Runs the program to its end, as a person in a terminal does. */
export const runProgram = async (
  program: Program,
  desktop: LinuxDesktop,
  args: readonly string[],
  env: NodeJS.ProcessEnv = desktop.env,
): Promise<{ status: number | NodeJS.Signals; stdout: string; stderr: string }> => {
  giveToUser(desktop.home);
  const child = spawnAsUser(program.executable, [...program.args, ...args], { env, cwd: desktop.home, stdio: 'pipe' });
  child.stdin?.end();
  const [stdout, stderr, [status, signal]] = await Promise.all([
    child.stdout ? text(child.stdout) : '',
    child.stderr ? text(child.stderr) : '',
    once(child, 'close'),
  ]);
  return { status: status ?? signal, stdout, stderr };
};

/** Time after which a page that does not answer is looked for again. */
const ANSWER_MS = 5000;

export const launchApp = async (
  program: Program,
  desktop: LinuxDesktop,
  data: string,
  { args = [], env = {} }: LaunchOptions = {},
): Promise<App> => {
  giveToUser(desktop.home);
  const environment = { ...desktop.env, ...env };
  const spawnApp = (more: readonly string[]) =>
    spawnAsUser(program.executable, [...program.args, '--data', data, ...more], {
      env: environment,
      cwd: desktop.home,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  const child = spawnApp(['--remote-debugging-port=0', ...args]);
  let errors = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const exited = new Promise<number | NodeJS.Signals>((resolve) =>
    child.once('exit', (status, signal) => resolve(status ?? signal ?? 0)),
  );
  const windows = createWindows(environment, /assignment.monitor/i);
  const firstWindow = async () => {
    const [window] = await windows.list();
    if (!window) throw new Error('there is no window');
    return window;
  };

  let browser: Browser | undefined;
  const debugAddress = async (): Promise<string> => {
    const port = () => /^DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)/m.exec(errors)?.[1];
    await expect.poll(() => port() ?? (child.exitCode === null ? undefined : `ended: ${errors}`)).toMatch(/^\d+$/);
    return `http://127.0.0.1:${port()}`;
  };
  const connect = async (): Promise<Browser> => {
    if (!browser?.isConnected()) browser = await chromium.connectOverCDP(await debugAddress());
    return browser;
  };
  const pages = async () => (await connect()).contexts().flatMap((context) => context.pages());
  /** The page that answers. A connection can miss one that begins while it is made, or hold one that crashed: then anew. */
  const page = async (): Promise<Page> => {
    let found: Page | undefined;
    await expect(async () => {
      try {
        await expect.poll(async () => (await pages()).length, { timeout: ANSWER_MS }).toBeGreaterThan(0);
        [found] = await pages();
        await found?.waitForFunction('typeof planner === "object"', undefined, { timeout: ANSWER_MS });
      } catch (error) {
        await browser?.close();
        throw error;
      }
    }).toPass({ timeout: 120_000 });
    if (!found) throw new Error('there is no page');
    return found;
  };

  const app: App = {
    page,
    pageCount: async () => {
      const targets = (await (await fetch(`${await debugAddress()}/json/list`)).json()) as { type: string }[];
      return targets.filter(({ type }) => type === 'page').length;
    },
    tray: async () => {
      const found = await desktop.tray.read();
      return found && { icon: iconOf(found.pixels), toolTip: found.toolTip, menu: found.menu };
    },
    chooseTrayItem: (...labels) => desktop.tray.choose(...labels),
    clickTray: desktop.tray.click,
    windows: windows.list,
    closeWindow: async () => windows.close((await firstWindow()).id),
    moveWindow: async (bounds) => windows.move((await firstWindow()).id, bounds),
    press: windows.press,
    type: windows.type,
    screenshot: windows.screenshot,
    notifications: async () => {
      const open = new Set((await desktop.notifications.open()).map(({ id }) => id));
      return desktop.notifications.all().map((shown) => ({ ...shown, closed: !open.has(shown.id) }));
    },
    clickNotification: desktop.notifications.click,
    startAgain: async (...more) => {
      const [status] = await once(spawnApp(more), 'exit');
      return status as number | null;
    },
    evaluate: async (expression) => (await page()).evaluate(expression),
    crashPage: async () => {
      const found = await page();
      const session = await found.context().newCDPSession(found);
      // Never answered: the process is gone.
      void session.send('Page.crash').catch(() => {});
    },
    call: async (name, ...[input]) => {
      const asked = `planner.call(${JSON.stringify(name)}, ${JSON.stringify(input)})`;
      const answer = (await (await page()).evaluate(asked)) as { ok: boolean; value: never };
      if (!answer.ok) throw new Error(JSON.stringify(answer));
      return answer.value;
    },
    disconnect: async () => browser?.close(),
    stderr: () => errors,
    pid: child.pid ?? 0,
    exited,
    quit: async () => {
      await desktop.tray.choose('Quit');
      return exited;
    },
    signal: (signal) => void child.kill(signal),
    kill: async () => {
      await browser?.close();
      child.kill('SIGKILL');
      await exited;
    },
  };
  return app;
};

/** The number of open rejections as the tray's menu says it; 0 where it says nothing. */
export const openRejections = async (app: App): Promise<number> =>
  Number(/^(\d+) open rejection/m.exec(((await app.tray())?.menu ?? []).join('\n'))?.[1] ?? 0);
