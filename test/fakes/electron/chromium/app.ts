import { mkdirSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as E from 'electron';
import type { App } from '../../../../electron/shell/electron.ts';
import { Emitter } from '../emitter.ts';

export interface AppOptions {
  version: string;
  isPackaged: boolean;
  languages: readonly string[];
  appData: string;
  closeWindows: () => boolean;
  onExit: () => void;
}

/** `app` of a real process: quits for real and enforces the single-instance lock. */
export const createProcessApp = (options: AppOptions) => {
  const emitter = new Emitter();
  const paths = new Map([
    ['appData', options.appData],
    ['downloads', join(options.appData, 'Downloads')],
  ]);
  const state = {
    badge: 0,
    ready: false,
    loginItem: undefined as E.Settings | undefined,
    protocols: [] as string[],
    relaunches: 0,
  };

  const pathOf = (name: string): string => {
    const path = paths.get(name);
    if (path === undefined) throw new Error(`Failed to get '${name}' path`);
    return path;
  };
  const exit = (status = 0): void => {
    options.onExit();
    process.exit(status);
  };

  const app = {
    on: (name: string, listener: (...args: never[]) => void) => emitter.on(name, listener as () => void),
    once: (name: string, listener: (...args: never[]) => void) => emitter.once(name, listener as () => void),
    /** Emits before-quit, closes the windows, then emits will-quit; any of them can prevent it. */
    quit: () => {
      if (emitter.emitPreventable('before-quit')) return;
      if (options.closeWindows() && !emitter.emitPreventable('will-quit')) setImmediate(exit);
    },
    exit,
    getPath: (name) => pathOf(name),
    setPath: (name, path) => void paths.set(name, path),
    getPreferredSystemLanguages: () => [...options.languages],
    getVersion: () => options.version,
    getName: () => 'assignment-monitor',
    isPackaged: options.isPackaged,
    requestSingleInstanceLock: () =>
      takeLock(pathOf('userData'), (argv) => emitter.emitPreventable('second-instance', argv)),
    releaseSingleInstanceLock: () => releaseLock(pathOf('userData')),
    setAppUserModelId: () => {},
    setAsDefaultProtocolClient: (scheme) => {
      state.protocols.push(scheme);
      return true;
    },
    setBadgeCount: (count = 0) => {
      state.badge = count;
      return true;
    },
    getLoginItemSettings: () => ({ openAtLogin: state.loginItem?.openAtLogin ?? false }) as E.LoginItemSettings,
    setLoginItemSettings: (settings) => {
      state.loginItem = settings;
    },
    relaunch: () => {
      state.relaunches += 1;
    },
    whenReady: async () => {
      // As Electron: never before the main module has run to its end.
      await new Promise((done) => setImmediate(done));
      state.ready = true;
    },
  } satisfies App & Pick<E.App, 'getName'>;
  return { app, state, emitter };
};

const lockIn = (folder: string): string => join(folder, 'first-instance');
const releaseLock = (folder: string): void => rmSync(lockIn(folder), { force: true });

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** Single-instance lock per folder; later instances pass their arguments to the first. */
const takeLock = (folder: string, onSecond: (argv: string[]) => void): boolean => {
  const lock = lockIn(folder);
  const inbox = join(folder, 'second-instances');
  mkdirSync(inbox, { recursive: true });
  const take = (): boolean => {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return true;
    } catch {
      if (isAlive(Number(readFileSync(lock, 'utf8')))) return false;
      rmSync(lock, { force: true });
      return take();
    }
  };
  if (!take()) {
    writeFileSync(join(inbox, `${process.pid}.json`), JSON.stringify(process.argv));
    return false;
  }
  process.once('exit', () => releaseLock(folder));
  const read = () => {
    for (const name of readdirSync(inbox)) {
      const text = readFileSync(join(inbox, name), 'utf8');
      // Incomplete; read at the next event.
      if (!text.endsWith(']')) continue;
      rmSync(join(inbox, name));
      onSecond(JSON.parse(text));
    }
  };
  watch(inbox, read).unref();
  return true;
};
