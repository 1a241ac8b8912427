import { describe, expect, it } from 'vitest';
import { targetOfArgs, targetOfLink } from '../../../electron/shell/deep-link.ts';
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
