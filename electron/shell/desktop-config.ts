import { join } from 'node:path';
import type { Config } from '../config.ts';

/** What the desktop app takes from its command line and environment; everything else is in Settings. */
export const desktopConfig = (
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  appData: string,
): Config => {
  const index = args.findIndex((arg) => arg === '--data' || arg.startsWith('--data='));
  const flag = args[index]?.startsWith('--data=') ? args[index].slice('--data='.length) : args[index + 1];
  const dataDir = (index >= 0 && flag) || env.MONITOR_DATA || join(appData, 'assignment-monitor');
  const clientSecret = env.PROTIME_CLIENT_SECRET;
  return {
    dataDir,
    overrides: {},
    ...(clientSecret ? { clientSecret } : {}),
    demo: false,
    subscribe: false,
    uiPort: 0,
  };
};
