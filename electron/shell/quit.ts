import type { Monitor } from '../monitor/monitor-api.ts';
import type { App, Electron } from './electron.ts';

export interface QuitOptions extends Pick<Electron, 'BaseWindow' | 'powerMonitor'> {
  app: Pick<App, 'on' | 'quit'>;
  platform: NodeJS.Platform;
  monitor: Pick<Monitor, 'handlers' | 'close'>;
  /** Removes tray and notifications. */
  release: () => void;
  onError: (error: unknown) => void;
}

/** How long deleting the webhook may take; after that the app quits and the webhook expires by itself. */
const UNSUBSCRIBE_TIMEOUT_MS = 3000;

/** Makes quitting wait until the core is closed, also when the computer shuts down or the planner logs off. */
export const closeBeforeQuit = (options: QuitOptions): { isQuitting(): boolean } => {
  const { app, BaseWindow, powerMonitor, platform, monitor, release, onError } = options;
  let state: 'running' | 'closing' | 'closed' = 'running';

  const close = async (hasTime: boolean): Promise<void> => {
    if (hasTime) await unsubscribeIfEnabled(monitor).catch(onError);
    await monitor.close().catch(onError);
    release();
  };
  const closeOnce = (hasTime: boolean): void => {
    if (state !== 'running') return;
    state = 'closing';
    void close(hasTime).finally(() => {
      state = 'closed';
      app.quit();
    });
  };

  app.on('before-quit', (event) => {
    if (state === 'closed') return;
    event.preventDefault();
    closeOnce(true);
  });
  if (platform === 'win32') {
    // Windows says it to windows only, and the app may have none: this one is never shown. Not at `query-session-end`: another
    // program may still keep the session, and this app would have ended.
    new BaseWindow({ show: false }).on('session-end', () => closeOnce(false));
  } else {
    powerMonitor.on('shutdown', (event) => {
      event?.preventDefault();
      app.quit();
    });
  }

  return { isQuitting: () => state !== 'running' };
};

const unsubscribeIfEnabled = async ({ handlers }: Pick<Monitor, 'handlers'>): Promise<void> => {
  const { settings } = await handlers['settings.get']();
  if (!settings.unsubscribeOnQuit || (await handlers['connection.status']()).webhookId === null) return;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((done) => {
    timer = setTimeout(done, UNSUBSCRIBE_TIMEOUT_MS);
  });
  try {
    await Promise.race([handlers['connection.unsubscribe'](), late]);
  } finally {
    clearTimeout(timer);
  }
};
