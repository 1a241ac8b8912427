import type { Language } from '../../shared/i18n/index.ts';
import { setTimeZone } from '../../shared/time.ts';
import type { Unapplied } from '../ingest/unapplied.ts';
import { createListeners, type PushListener } from '../listeners.ts';
import type { Logger } from '../log.ts';
import { createSettings, type SettingsOptions } from '../storage/settings.ts';
import type { Storage } from '../storage/storage.ts';
import type { MonitorOptions } from './monitor-api.ts';

/** The current settings and the language that results from them. Parts built later may listen to their changes. */
export const buildSettings = (
  { config, secrets, shell, log, ...options }: MonitorOptions,
  { storage, push }: { storage: Storage; push: PushListener },
) => {
  const changes = createListeners<SettingsOptions['onChange']>();
  const settings = createSettings({
    store: storage.stores.values,
    writer: storage.writer,
    secrets,
    overrides: config.overrides,
    clientSecret: config.clientSecret,
    log: log.child('settings'),
    onChange: changes.notify,
  });
  let { systemLanguage } = options;
  const language = (): Language => {
    const setting = settings.current().language;
    return setting === 'system' ? systemLanguage : setting;
  };
  setTimeZone(settings.current().plan.timeZone);
  changes.add(({ current }) => {
    push('settings.changed', settings.view());
    setTimeZone(current.plan.timeZone);
  });
  return {
    ...settings,
    onChange: changes.add,
    language,
    systemLanguage: () => systemLanguage,
    /** In web mode the browser reports it; on the desktop the operating system decides. */
    setSystemLanguage(next: Language): void {
      if (shell === 'web') systemLanguage = next;
    },
  };
};

export type MonitorSettings = ReturnType<typeof buildSettings>;

/** Arguments of every part that is built later. */
export interface CommonParts {
  storage: Storage;
  settings: MonitorSettings;
  unapplied: Unapplied;
  push: PushListener;
  log: Logger;
  now: () => number;
}
