import type { Monitor } from '../monitor/monitor-api.ts';
import type { App } from './electron.ts';

export interface QuitOptions {
  app: Pick<App, 'on' | 'quit'>;
  monitor: Pick<Monitor, 'handlers' | 'close'>;
  /** Removes tray and notifications. */
  release: () => void;
  onError: (error: unknown) => void;
}

/** How long deleting the webhook may take; after that the app quits and the webhook expires by itself. */
const UNSUBSCRIBE_TIMEOUT_MS = 3000;

/** Makes quitting wait until the core is closed. */
export const closeBeforeQuit = ({ app, monitor, release, onError }: QuitOptions): { isQuitting(): boolean } => {
  let state: 'running' | 'closing' | 'closed' = 'running';

  const close = async (): Promise<void> => {
    await unsubscribeIfEnabled(monitor).catch(onError);
    await monitor.close().catch(onError);
    release();
  };

  app.on('before-quit', (event) => {
    if (state === 'closed') return;
    event.preventDefault();
    if (state === 'closing') return;
    state = 'closing';
    void close().finally(() => {
      state = 'closed';
      app.quit();
    });
  });

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
