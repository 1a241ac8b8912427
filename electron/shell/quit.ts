import type { Monitor } from '../monitor/monitor-api.ts';
import type { App } from './electron.ts';

export interface QuitOptions {
  app: Pick<App, 'on' | 'quit'>;
  monitor: Pick<Monitor, 'handlers' | 'close'>;
  /** Removes tray and notifications. */
  release: () => void;
  onError: (error: unknown) => void;
  /** How long Protime may take to delete the webhook before we leave it to expire. */
  unsubscribeMs?: number;
}

/** Makes quitting wait until the core is closed. */
export const closeBeforeQuit = (options: QuitOptions): { isQuitting(): boolean } => {
  const { app, monitor, release, onError } = options;
  let state: 'running' | 'closing' | 'closed' = 'running';

  const close = async (): Promise<void> => {
    await unsubscribeIfEnabled(monitor, options.unsubscribeMs ?? 3000).catch(onError);
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

const unsubscribeIfEnabled = async ({ handlers }: Pick<Monitor, 'handlers'>, timeoutMs: number): Promise<void> => {
  const { settings } = await handlers['settings.get']();
  if (!settings.unsubscribeOnQuit || (await handlers['connection.status']()).webhookId === null) return;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((done) => {
    timer = setTimeout(done, timeoutMs);
  });
  try {
    await Promise.race([handlers['connection.unsubscribe'](), late]);
  } finally {
    clearTimeout(timer);
  }
};
