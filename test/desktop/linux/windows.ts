import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { runAsUser } from './user.ts';

export interface Bounds {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A window as the window manager sees it; one that is hidden is not in its list. */
export interface DesktopWindow {
  id: string;
  title: string;
  state: 'shown' | 'minimised';
  focused: boolean;
  /** It asks for the user's attention, as a flashing entry of the task bar. */
  demandsAttention: boolean;
  /** Of its contents, in pixels of the screen. */
  bounds: Bounds;
}

/** The windows of one program on an X display. */
export const createWindows = (env: NodeJS.ProcessEnv, className: RegExp) => {
  const run = (program: string, ...args: string[]) => runAsUser(program, args, env);
  const property = async (name: string, ...of: string[]) =>
    run('xprop', ...of, '-notype', name).then(
      (text) => text.replace(/^[^=#:]*[=#:]\s*/, '').trim(),
      () => '',
    );

  const list = async (): Promise<DesktopWindow[]> => {
    const ids = (await property('_NET_CLIENT_LIST', '-root')).match(/0x[0-9a-f]+/g) ?? [];
    const active = await property('_NET_ACTIVE_WINDOW', '-root');
    const windows = await Promise.all(ids.map((id) => read(id, active)));
    return windows.filter((window) => window !== undefined);
  };

  const read = async (id: string, active: string): Promise<DesktopWindow | undefined> => {
    const [wmClass, state, title, info] = await Promise.all([
      property('WM_CLASS', '-id', id),
      property('_NET_WM_STATE', '-id', id),
      property('_NET_WM_NAME', '-id', id),
      run('xwininfo', '-id', id).catch(() => ''),
    ]);
    if (!className.test(wmClass)) return undefined;
    const number = (label: string) => Number(new RegExp(`${label}:\\s*(-?\\d+)`).exec(info)?.[1]);
    return {
      id,
      title: title.replace(/^"|"$/g, ''),
      state: state.includes('_NET_WM_STATE_HIDDEN') ? 'minimised' : 'shown',
      focused: active.split(' ').includes(id),
      demandsAttention: state.includes('_NET_WM_STATE_DEMANDS_ATTENTION'),
      bounds: {
        x: number('Absolute upper-left X'),
        y: number('Absolute upper-left Y'),
        width: number('Width'),
        height: number('Height'),
      },
    };
  };

  return {
    list,
    /** As the button of its title bar does. */
    close: async (id: string): Promise<void> => void (await run('wmctrl', '-i', '-c', id)),
    move: async (id: string, { x, y, width, height }: Bounds): Promise<void> =>
      void (await run('wmctrl', '-i', '-r', id, '-e', `0,${x},${y},${width},${height}`)),
    /** Presses keys in the window that has the focus, as xdotool names them. */
    press: async (...keys: string[]): Promise<void> => void (await run('xdotool', 'key', ...keys)),
    type: async (text: string): Promise<void> => void (await run('xdotool', 'type', text)),
    /** A picture of the whole screen. */
    screenshot: async (path: string): Promise<void> => {
      const taken = join(env.HOME ?? '', 'screen.png');
      await run('import', '-window', 'root', taken);
      copyFileSync(taken, path);
    },
  };
};

export type Windows = ReturnType<typeof createWindows>;
