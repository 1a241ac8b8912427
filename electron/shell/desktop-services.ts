import { execFile } from 'node:child_process';

export interface DesktopServices {
  hasTray(): Promise<boolean>;
  hasNotifications(): Promise<boolean>;
}

/** Asks the session bus for the names it knows; undefined when there is no bus or nobody to ask it with. */
export type ListBusNames = () => Promise<string | undefined>;

const TRAY = /org\.(kde|freedesktop)\.StatusNotifierWatcher/;
const NOTIFICATIONS = 'org.freedesktop.Notifications';

/** What this desktop can show. Only on Linux is there a question: elsewhere it belongs to the system. */
export const createDesktopServices = (
  platform: NodeJS.Platform,
  listBusNames: ListBusNames = askSessionBus,
): DesktopServices => {
  if (platform !== 'linux') return { hasTray: async () => true, hasNotifications: async () => true };
  // When nobody answers we assume the best: a bubble too many is tried, but none is lost for good.
  return {
    hasTray: async () => TRAY.test((await listBusNames()) ?? 'org.kde.StatusNotifierWatcher'),
    hasNotifications: async () => ((await listBusNames()) ?? NOTIFICATIONS).includes(NOTIFICATIONS),
  };
};

/** Names that are there, and names that would start when called. */
const askSessionBus: ListBusNames = async () => {
  const answers = await Promise.all([askBus('ListNames'), askBus('ListActivatableNames')]);
  return answers.every((answer) => answer === undefined) ? undefined : answers.join('\n');
};

const askBus = (method: string): Promise<string | undefined> =>
  new Promise((done) => {
    const bus = 'org.freedesktop.DBus';
    const args = ['--session', '--print-reply', '--reply-timeout=2000', `--dest=${bus}`, '/', `${bus}.${method}`];
    execFile('dbus-send', args, { timeout: 3000 }, (error, stdout) => done(error ? undefined : stdout));
  });
