import { join } from 'node:path';
import { safeUrl } from '../../shared/settings.ts';
import type { Config } from '../config.ts';

/**
 * Configuration of the desktop app from its command line and environment; everything else is in Settings.
 * @param packagedFeed update feed set when the app was packaged; `MONITOR_UPDATE_FEED` overrides it.
 * @throws Error with the expected value.
 */
export const desktopConfig = (
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  appData: string,
  packagedFeed?: string,
): Config => {
  const index = args.findIndex((arg) => arg === '--data' || arg.startsWith('--data='));
  const flag = args[index]?.startsWith('--data=') ? args[index].slice('--data='.length) : args[index + 1];
  const dataDir = (index >= 0 && flag) || env.MONITOR_DATA || join(appData, 'assignment-monitor');
  const clientSecret = env.PROTIME_CLIENT_SECRET;
  const feed = env.MONITOR_UPDATE_FEED || packagedFeed;
  if (feed && !safeUrl.safeParse(feed).success)
    throw new Error(`MONITOR_UPDATE_FEED expects an https address, not "${feed}"`);
  return {
    dataDir,
    overrides: feed ? { updates: { feed } } : {},
    ...(clientSecret ? { clientSecret } : {}),
    demo: false,
    subscribe: false,
    uiPort: 0,
  };
};

/** Whether the program was called with a command, e.g. `assignment-monitor status`. Links and flags open the window. */
export const isCommandLineCall = ([first = '']: readonly string[]): boolean =>
  /^[a-z]+$/.test(first) || first === '--help' || first === '--version';
