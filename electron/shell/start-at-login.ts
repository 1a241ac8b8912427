import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { App } from './electron.ts';

export interface StartAtLoginOptions {
  app: Pick<App, 'getLoginItemSettings' | 'setLoginItemSettings'>;
  platform: NodeJS.Platform;
  /** The program, followed by arguments that must come before any flag. */
  command: readonly string[];
  /** `~/.config`, or the folder that the environment sets instead. */
  configDir: string;
}

const HIDDEN = '--hidden';

/** Starts the app hidden at login: through the system, or on Linux with an autostart entry. */
export const createStartAtLogin = ({ app, platform, command, configDir }: StartAtLoginOptions) => {
  const [path = '', ...leadingArgs] = command;
  const entry = join(configDir, 'autostart', 'assignment-monitor.desktop');

  const writeEntry = (enabled: boolean): void => {
    if (!enabled) {
      rmSync(entry, { force: true });
      return;
    }
    mkdirSync(dirname(entry), { recursive: true });
    writeFileSync(entry, desktopEntry([...command, HIDDEN]));
  };
  const setLoginItem = (enabled: boolean): void => {
    const args = [...leadingArgs, HIDDEN];
    // Checked first: setting it again would enable what the planner disabled in the system's own list.
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

/** @see https://specifications.freedesktop.org/desktop-entry-spec/latest/exec-variables.html (quoting) */
const desktopEntry = (command: readonly string[]): string =>
  [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Assignment Monitor',
    `Exec=${command.map(quote).join(' ')}`,
    'Icon=assignment-monitor',
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');

/** Quoted as the argument, then escaped once more as a string of the file. */
const quote = (word: string): string =>
  /^[\w@+=:,./-]+$/.test(word)
    ? word
    : `"${word.replace(/["`$\\]/g, '\\$&').replaceAll('%', '%%')}"`.replaceAll('\\', '\\\\');
