import { useEffect, useState } from 'react';
import type { SettingsChange } from '../../shared/settings.ts';
import { useMessages, useSettings, useStores } from '../store/context.ts';
import { trackSave } from './pending-saves.ts';
import { reasonText } from './reason-text.ts';
import { settingName } from './setting-name.ts';

const SAVED_SHOWN_MS = 2500;

/** Shows for a moment that something was saved. */
export const useSavedIndicator = () => {
  const [savedAtMs, setSavedAtMs] = useState(0);
  useEffect(() => {
    if (savedAtMs === 0) return;
    const timer = setTimeout(() => setSavedAtMs(0), SAVED_SHOWN_MS);
    return () => clearTimeout(timer);
  }, [savedAtMs]);
  return { isSaved: savedAtMs > 0, markSaved: () => setSavedAtMs(Date.now()) };
};

/** Saves one setting. Returns its saved, error and locked state. */
export const useSetting = (name: string) => {
  const messages = useMessages();
  const { settings: words } = messages;
  const stores = useStores();
  const isLocked = useSettings((s) => s.view?.locked.includes(name) ?? false);
  const isDemo = useSettings((s) => s.info?.demo ?? false);
  const [error, setError] = useState<string>();
  const { isSaved, markSaved } = useSavedIndicator();

  const save = async (change: SettingsChange): Promise<boolean> => {
    try {
      const answer = await trackSave(stores.api, stores.settings.getState().update(change));
      setError(answer.ok ? undefined : reasonText(name, answer.fields, words));
      if (answer.ok) markSaved();
      return answer.ok;
    } catch {
      setError(words.notSaved);
      return false;
    }
  };

  return {
    label: settingName(name, messages),
    isSaved,
    error,
    clearError: () => setError(undefined),
    /** Reason why it is read-only; undefined otherwise. */
    locked: isLocked ? (isDemo ? words.lockedDemo : words.locked) : undefined,
    save,
  };
};
