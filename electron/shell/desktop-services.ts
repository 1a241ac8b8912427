import { execFile } from 'node:child_process';

export interface DesktopServices {
  hasTray(): Promise<boolean>;
  hasNotifications(): Promise<boolean>;
}

/** Lists the names on the session bus; undefined without a bus or without dbus-send. */
export type ListBusNames = () => Promise<string | undefined>;

const TRAY = /org\.(kde|freedesktop)\.StatusNotifierWatcher/;
const NOTIFICATIONS = 'org.freedesktop.Notifications';

/** What this desktop can show. Only Linux desktops may lack these; elsewhere always true. */
export const createDesktopServices = (
  platform: NodeJS.Platform,
  listBusNames: ListBusNames = askSessionBus,
): DesktopServices => {
  if (platform !== 'linux') return { hasTray: async () => true, hasNotifications: async () => true };
  // Without an answer both are assumed: a notification that fails is shown in the window instead.
  return {
    hasTray: async () => TRAY.test((await listBusNames()) ?? 'org.kde.StatusNotifierWatcher'),
    hasNotifications: async () => ((await listBusNames()) ?? NOTIFICATIONS).includes(NOTIFICATIONS),
  };
};

/** Names of services that run, and of services that the bus can start. */
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
