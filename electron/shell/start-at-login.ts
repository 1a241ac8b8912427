import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readIfThere, replaceFile } from '../whole-file.ts';
import type { App } from './electron.ts';

export interface StartAtLoginOptions {
  app: Pick<App, 'getLoginItemSettings' | 'setLoginItemSettings'>;
  platform: NodeJS.Platform;
  /** The program and its arguments. macOS starts the app without any. */
  command: readonly string[];
  /** `~/.config`, or the folder that the environment sets instead. */
  configDir: string;
}

const HIDDEN = '--hidden';

/**
 * Starts the app hidden at login: through the system, or on Linux with an autostart entry. What is set already is not set again:
 * that would enable what the planner disabled in the system's own list.
 */
export const createStartAtLogin = ({ app, platform, command, configDir }: StartAtLoginOptions) => {
  const [path = '', ...args] = [...command, HIDDEN].map(platform === 'win32' ? quoteForWindows : (word) => word);
  const entry = join(configDir, 'autostart', 'assignment-monitor.desktop');

  const writeEntry = (enabled: boolean): void => {
    if (!enabled) {
      rmSync(entry, { force: true });
      return;
    }
    const content = desktopEntry([...command, HIDDEN]);
    if (commandIn(readIfThere(entry)?.toString()) === commandIn(content)) return;
    mkdirSync(dirname(entry), { recursive: true });
    replaceFile(entry, content);
  };
  const setLoginItem = (enabled: boolean): void => {
    if (app.getLoginItemSettings({ path, args }).openAtLogin === enabled) return;
    app.setLoginItemSettings({ openAtLogin: enabled, path, args });
  };
  return { set: platform === 'linux' ? writeEntry : setLoginItem };
};

/** macOS passes no flags, but reports that the session started the app. */
export const isStartedHidden = (
  app: Pick<App, 'getLoginItemSettings'>,
  platform: NodeJS.Platform,
  args: readonly string[],
): boolean => args.includes(HIDDEN) || (platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin);

/**
 * @see https://specifications.freedesktop.org/desktop-entry-spec/latest/exec-variables.html (quoting). TryExec: no system
 * package can remove an entry of each user, so the desktop ignores it once the program is gone.
 */
const desktopEntry = (command: readonly string[]): string =>
  [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Assignment Monitor',
    `Exec=${command.map(quote).join(' ')}`,
    `TryExec=${escapeString(command[0] ?? '')}`,
    'Icon=assignment-monitor',
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');

const commandIn = (entry = ''): string | undefined => entry.match(/^(Try)?Exec=.*$/gm)?.join('\n');

const escapeString = (text: string): string => text.replaceAll('\\', '\\\\');

/** Quoted as the argument, then escaped once more as a string of the file. */
const quote = (word: string): string =>
  /^[\w@+=:,./-]+$/.test(word) ? word : escapeString(`"${word.replace(/["`$\\]/g, '\\$&').replaceAll('%', '%%')}"`);

/** As programs split their command line: backslashes count only before a quote. Electron joins path and arguments unquoted. */
const quoteForWindows = (word: string): string =>
  /^[^\s"]+$/.test(word) ? word : `"${word.replace(/(\\*)"/g, '$1$1\\"').replace(/\\+$/, '$&$&')}"`;
