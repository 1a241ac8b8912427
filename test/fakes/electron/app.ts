import type { LoginItemSettings, Settings } from 'electron';
import type { App } from '../../../electron/shell/electron.ts';
import { Emitter } from './emitter.ts';

export const createApp = () => {
  const emitter = new Emitter();
  const state = {
    badge: 0,
    quits: 0,
    ended: false,
    relaunches: [] as string[],
    loginItem: undefined as Settings | undefined,
  };
  const app = {
    on: (name: string, listener: (...args: never[]) => void) => emitter.on(name, listener as () => void),
    /** Like Electron: emits before-quit and will-quit first. */
    quit: () => {
      state.quits += 1;
      if (!emitter.emitPreventable('before-quit') && !emitter.emitPreventable('will-quit')) state.ended = true;
    },
    exit: () => {
      state.ended = true;
    },
    getPath: (name: string) => `/home/planner/${name}`,
    setPath: () => {},
    getPreferredSystemLanguages: () => ['en-GB'],
    getVersion: () => '1.2.3',
    isPackaged: false,
    getLoginItemSettings: () => ({ openAtLogin: state.loginItem?.openAtLogin ?? false }) as LoginItemSettings,
    setLoginItemSettings: (settings) => {
      state.loginItem = settings;
    },
    requestSingleInstanceLock: () => true,
    setAppUserModelId: () => {},
    setAsDefaultProtocolClient: () => true,
    setBadgeCount: (count = 0) => {
      state.badge = count;
      return true;
    },
    once: (name: string, listener: (...args: never[]) => void) => emitter.once(name, listener as () => void),
    releaseSingleInstanceLock: () => {},
    relaunch: (options) => void state.relaunches.push(options?.execPath ?? ''),
    whenReady: async () => {},
  } satisfies App;
  return { app, state, emitter };
};
