import { describe, expect, it } from 'vitest';
import { targetOfArgs, targetOfLink } from '../../../electron/shell/deep-link.ts';
import { desktopConfig, isCommandLineCall } from '../../../electron/shell/desktop-config.ts';
import { createDesktopServices } from '../../../electron/shell/desktop-services.ts';

describe('a Linux desktop', () => {
  const ask = async (names: string | undefined) => {
    const services = createDesktopServices('linux', async () => names);
    return [await services.hasTray(), await services.hasNotifications()];
  };

  it('has the services on its session bus', async () => {
    expect(await ask('string "org.kde.StatusNotifierWatcher"\nstring "org.freedesktop.Notifications"')).toEqual([
      true,
      true,
    ]);
    expect(await ask('string "org.freedesktop.DBus"')).toEqual([false, false]);
  });

  it('is assumed to have both services when the session bus cannot be read', async () => {
    expect(await ask(undefined)).toEqual([true, true]);
  });

  it('is the only system whose session bus is read', async () => {
    const services = createDesktopServices('win32', () => Promise.reject(new Error('asked')));
    expect([await services.hasTray(), await services.hasNotifications()]).toEqual([true, true]);
  });
});

describe('a link', () => {
  it('opens its assignment', () => {
    expect(targetOfLink('assignment-monitor://assignment/51234')).toEqual({ screen: 'plan', assignmentId: 51234 });
    expect(targetOfArgs(['--hidden', 'assignment-monitor://assignment/7/'])).toEqual({
      screen: 'plan',
      assignmentId: 7,
    });
  });

  it.each(['assignment-monitor://assignment/7?x', 'assignment-monitor://settings', 'https://assignment/7', '--data'])(
    'has no target when it is %s',
    (link) => expect(targetOfLink(link)).toBeUndefined(),
  );
});

describe('the update feed', () => {
  const feedOf = (env: Record<string, string>, packed?: string) =>
    desktopConfig([], env, '/appdata', packed).overrides.updates?.feed;

  it('is the one of the environment, else of the package, else of the settings', () => {
    const env = { MONITOR_UPDATE_FEED: 'https://env.example' };
    expect(feedOf(env, 'https://packed.example')).toBe('https://env.example');
    expect(feedOf({}, 'https://packed.example')).toBe('https://packed.example');
    expect(feedOf({})).toBeUndefined();
  });

  it('must be a safe address', () => {
    expect(() => feedOf({ MONITOR_UPDATE_FEED: 'http://env.example' })).toThrow('MONITOR_UPDATE_FEED expects an https');
    expect(() => feedOf({}, 'ftp://packed.example')).toThrow('expects an https address');
  });
});

describe('the data folder of the desktop app', () => {
  it('is the one of the flag, else of the environment, else the default', () => {
    const dataDir = (args: string[], env = {}) => desktopConfig(args, env, '/appdata').dataDir;
    expect(dataDir(['--data', '/a'], { MONITOR_DATA: '/b' })).toBe('/a');
    expect(dataDir(['--data=/a'])).toBe('/a');
    expect(dataDir(['--hidden'], { MONITOR_DATA: '/b' })).toBe('/b');
    expect(dataDir([])).toMatch(/assignment-monitor$/);
  });

  it('is configured together with the secret of the environment, if there is one', () => {
    expect(desktopConfig([], { PROTIME_CLIENT_SECRET: 's' }, '/x').clientSecret).toBe('s');
    expect(desktopConfig([], {}, '/x')).not.toHaveProperty('clientSecret');
  });
});

describe('the installed program', () => {
  it.each([
    [['status', '--json'], true],
    [['--version'], true],
    [[], false],
    [['--hidden'], false],
    [['--data', 'folder'], false],
    [['assignment-monitor://assignment/7'], false],
  ])('called with %j is a command line: %s', (args, command) => expect(isCommandLineCall(args)).toBe(command));
});
