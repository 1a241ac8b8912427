import type { Session } from './cdp.ts';
import type { Rules } from './rules.ts';

/** Electron's name of a permission → the browser's. */
const PERMISSIONS: Record<string, readonly string[]> = {
  notifications: ['notifications'],
  geolocation: ['geolocation'],
  media: ['camera', 'microphone'],
  midi: ['midi'],
  'clipboard-read': ['clipboard-read'],
  'display-capture': ['display-capture'],
  'idle-detection': ['idle-detection'],
  'window-management': ['window-management'],
  'persistent-storage': ['persistent-storage'],
  sensors: ['accelerometer'],
};

/** Sets the browser permissions according to the app's handlers. */
export const applyPermissions = async (browser: Session, origin: string, rules: Rules): Promise<void> => {
  const settings = Object.entries(PERMISSIONS).flatMap(([ours, theirs]) =>
    theirs.map((name) => ({ name, setting: rules.allowsPermission(ours) ? 'granted' : 'denied' })),
  );
  await Promise.all(
    settings.map(({ name, setting }) =>
      // A browser that does not know a permission cannot grant it either.
      browser.send('Browser.setPermission', { origin, permission: { name }, setting }).catch(() => {}),
    ),
  );
};
