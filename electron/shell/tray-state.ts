import type { PushName } from '../../shared/contract.ts';
import type { Language } from '../../shared/i18n/index.ts';
import { isWaiting } from '../../shared/rejection.ts';
import type { Monitor } from '../monitor-api.ts';
import { stillMuted } from './mute.ts';
import type { TrayState } from './tray-menu.ts';

const DAY_MS = 24 * 3_600_000;
/** The pushes after which the menu may read differently. */
const WATCHED: ReadonlySet<PushName> = new Set([
  'connection.changed',
  'rejections.changed',
  'names.changed',
  'settings.changed',
  'updates.changed',
]);

/**
 * Tells what the tray should show: once now, then after each change. A burst of changes is read once, at its end.
 * Returns its unsubscribe.
 */
export const watchTrayState = (
  monitor: Pick<Monitor, 'handlers' | 'onPush'>,
  languageOf: (setting: Language | 'system') => Language,
  onState: (state: TrayState) => void,
  onError: (error: unknown) => void,
): (() => void) => {
  let reading = false;
  let again = false;
  let stopped = false;
  let unmuting: NodeJS.Timeout | undefined;

  const refresh = async (): Promise<void> => {
    again = reading;
    if (reading) return;
    reading = true;
    try {
      const state = await readTrayState(monitor, languageOf);
      if (!stopped) onState(state);
      clearTimeout(unmuting);
      // Muting ends by itself: then the menu must say so.
      if (state.mutedUntilMs !== null) {
        // A timer can wait 24 days only, and would run at once beyond that.
        const leftMs = Math.min(state.mutedUntilMs - Date.now(), DAY_MS);
        unmuting = setTimeout(refresh, leftMs + 50).unref();
      }
    } catch (error) {
      if (!stopped) onError(error);
    } finally {
      reading = false;
    }
    if (again && !stopped) await refresh();
  };

  const stop = monitor.onPush((name) => {
    if (WATCHED.has(name)) void refresh();
  });
  void refresh();
  return () => {
    stopped = true;
    clearTimeout(unmuting);
    stop();
  };
};

const readTrayState = async (
  { handlers }: Pick<Monitor, 'handlers'>,
  languageOf: (setting: Language | 'system') => Language,
): Promise<TrayState> => {
  const [connection, rejections, names, { settings }, update] = await Promise.all([
    handlers['connection.status'](),
    handlers['rejections.list']({ states: ['open'] }),
    handlers['names.all'](),
    handlers['settings.get'](),
    handlers['updates.status'](),
  ]);
  return {
    language: languageOf(settings.language),
    connection,
    rejections: rejections.filter(isWaiting),
    people: new Map(names.people.map((person) => [person.id, person])),
    showNames: settings.notifications.showNames,
    mutedUntilMs: stillMuted(settings.notifications.mutedUntilMs, Date.now()),
    update,
  };
};
