import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { safeUrl } from '../../shared/settings.ts';
import type { Config } from '../config.ts';
import { UsageError } from '../exit-status.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The data folder that flag or environment name, absolute; undefined: the default one. @throws UsageError */
export const namedDataDir = (args: readonly string[], env: Environment): string | undefined => {
  // Not strict: Chromium's switches are among the arguments.
  const { data } = parseArgs({
    args: [...args],
    options: { data: { type: 'string' } },
    strict: false,
    allowPositionals: true,
  }).values;
  if (typeof data === 'boolean' || data?.startsWith('-')) throw new UsageError('--data expects a folder');
  const named = data || env.MONITOR_DATA;
  return named ? resolve(named) : undefined;
};

/**
 * Configuration of the desktop app from its command line and environment; everything else is in Settings.
 * @param packagedFeed update feed set when the app was packaged; `MONITOR_UPDATE_FEED` overrides it.
 * @throws UsageError
 */
export const desktopConfig = (dataDir: string, env: Environment, packagedFeed?: string): Config => {
  const clientSecret = env.PROTIME_CLIENT_SECRET;
  const feed = env.MONITOR_UPDATE_FEED || packagedFeed;
  if (feed && !safeUrl.safeParse(feed).success)
    throw new UsageError(`MONITOR_UPDATE_FEED expects an https address, not "${feed}"`);
  return {
    dataDir,
    overrides: feed ? { updates: { feed } } : {},
    ...(clientSecret ? { clientSecret } : {}),
    demo: false,
    subscribe: false,
    uiPort: 0,
  };
};
