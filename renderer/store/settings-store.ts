import { createStore } from 'zustand/vanilla';
import type { OutputOf, PlannerApi } from '../../shared/contract.ts';
import { type Language, languageFrom } from '../../shared/i18n/index.ts';
import type { SettingsChange, SettingsView } from '../../shared/settings.ts';

export type AppInfo = OutputOf<'app.info'>;

export interface SettingsState {
  /** null until first read. */
  view: SettingsView | null;
  info: AppInfo | null;
  /** Until the app has named the language: that of the browser. */
  initialLanguage: Language;
  load: () => Promise<void>;
  apply: (view: SettingsView) => void;
  /** When one field is invalid, nothing is changed and the answer lists the invalid fields. */
  update: (change: SettingsChange) => Promise<OutputOf<'settings.update'>>;
}

/**
 * Settings and app info.
 * @param locales languages of the browser; in web mode they replace the server's language.
 */
export const createSettingsStore = (api: PlannerApi, locales?: readonly string[]) =>
  createStore<SettingsState>()((set) => {
    // As in `createPushedStore`.
    let pushes = 0;
    const apply = (view: SettingsView) => {
      pushes += 1;
      set({ view });
    };
    return {
      view: null,
      info: null,
      initialLanguage: languageFrom(locales ?? []),
      load: async () => {
        const before = pushes;
        const [reported, view] = await Promise.all([
          api.call('app.info', undefined),
          api.call('settings.get', undefined),
        ]);
        const info =
          reported.shell === 'web' && locales ? { ...reported, systemLanguage: languageFrom(locales) } : reported;
        // The core needs the language for notifications and exports.
        if (info.systemLanguage !== reported.systemLanguage)
          await api.call('app.setLanguage', { language: info.systemLanguage }).catch(() => {});
        set(pushes === before ? { info, view } : { info });
      },
      apply,
      update: async (change) => {
        const answer = await api.call('settings.update', change);
        if (answer.ok) apply(answer.view);
        return answer;
      },
    };
  });

/** The language in use: the setting, else that of the system. */
export const effectiveLanguage = ({
  view,
  info,
  initialLanguage,
}: Pick<SettingsState, 'view' | 'info' | 'initialLanguage'>): Language => {
  const chosen = view?.settings.language ?? 'system';
  return chosen === 'system' ? (info?.systemLanguage ?? initialLanguage) : chosen;
};
