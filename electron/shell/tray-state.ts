import type { Person } from '../../shared/assignment.ts';
import type { PushName } from '../../shared/contract.ts';
import type { Language } from '../../shared/i18n/index.ts';
import { countsAsOpen, type Rejection } from '../../shared/rejection.ts';
import type { Monitor } from '../monitor/monitor-api.ts';
import { activeMuteUntilMs } from './mute.ts';
import type { TrayState } from './tray-menu.ts';

const DAY_MS = 24 * 3_600_000;
/** Pushes after which the menu may change, besides the connection's. */
const WATCHED: ReadonlySet<PushName> = new Set([
  'rejections.changed',
  'names.changed',
  'settings.changed',
  'updates.changed',
]);

/** Lists that may be long. They are not read again when only the connection status changed, which every delivery causes. */
interface Lists {
  rejections: readonly Rejection[];
  people: ReadonlyMap<number, Person>;
}

/**
 * Reports the state of the tray: once now and after each change; several changes at once are read once. Returns a function
 * that stops it.
 */
export const watchTrayState = (
  monitor: Pick<Monitor, 'handlers' | 'onPush'>,
  languageOf: (setting: Language | 'system') => Language,
  onState: (state: TrayState) => void,
  onError: (error: unknown) => void,
): (() => void) => {
  let reading = false;
  let isStale = false;
  let stopped = false;
  let unmuteTimer: NodeJS.Timeout | undefined;
  let lists: Promise<Lists> | undefined;

  const refresh = async (): Promise<void> => {
    isStale = reading;
    if (reading) return;
    reading = true;
    try {
      lists ??= readLists(monitor);
      const state = await readTrayState(monitor, languageOf, lists);
      if (!stopped) onState(state);
      clearTimeout(unmuteTimer);
      // The menu must change when the mute ends.
      if (state.mutedUntilMs !== null) {
        // A timer cannot wait longer than 24 days: with a longer delay it would run at once.
        const leftMs = Math.min(state.mutedUntilMs - Date.now(), DAY_MS);
        unmuteTimer = setTimeout(refreshAll, leftMs + 50).unref();
      }
    } catch (error) {
      lists = undefined;
      if (!stopped) onError(error);
    } finally {
      reading = false;
    }
    if (isStale && !stopped) await refresh();
  };

  const refreshAll = (): void => {
    lists = undefined;
    void refresh();
  };

  const stop = monitor.onPush((name) => {
    if (name === 'connection.changed') void refresh();
    else if (WATCHED.has(name)) refreshAll();
  });
  void refresh();
  return () => {
    stopped = true;
    clearTimeout(unmuteTimer);
    stop();
  };
};

const readLists = async ({ handlers }: Pick<Monitor, 'handlers'>): Promise<Lists> => {
  const [rejections, names] = await Promise.all([
    handlers['rejections.list']({ states: ['open'] }),
    handlers['names.all'](),
  ]);
  return {
    rejections: rejections.filter(countsAsOpen),
    people: new Map(names.people.map((person) => [person.id, person])),
  };
};

const readTrayState = async (
  { handlers }: Pick<Monitor, 'handlers'>,
  languageOf: (setting: Language | 'system') => Language,
  lists: Promise<Lists>,
): Promise<TrayState> => {
  const [connection, { rejections, people }, { settings }, update] = await Promise.all([
    handlers['connection.status'](),
    lists,
    handlers['settings.get'](),
    handlers['updates.status'](),
  ]);
  return {
    language: languageOf(settings.language),
    connection,
    rejections,
    people,
    showNames: settings.notifications.showNames,
    mutedUntilMs: activeMuteUntilMs(settings.notifications.mutedUntilMs, Date.now()),
    update,
  };
};
