import { useState } from 'react';
import type { Messages } from '../../shared/i18n/index.ts';
import type { Problem } from '../../shared/problems.ts';
import { useMessages, useSettings, useStores } from '../store/context.ts';
import { Field, TextInput } from '../ui/Field.tsx';
import { useAfterPress } from '../ui/use-after-press.ts';
import { trackSave } from './pending-saves.ts';
import { SavedIndicator } from './SavedIndicator.tsx';
import styles from './Setting.module.css';
import { useSavedIndicator } from './use-setting.ts';

/** Hint below the secret: that it is stored, or why it has to be entered. */
const hintOf = (problem: Problem | undefined, hasSecret: boolean, { settings: words, problems }: Messages): string => {
  if (hasSecret) return words.secretStored;
  if (problem?.code === 'secret-for-another-address') return words.secretForAnotherAddress(problem.detail ?? '');
  return problem?.code === 'secret-unreadable' ? `${problems[problem.code].title}.` : words.secretMissing;
};

/** Write-only field for the client secret. */
export const SecretSetting = ({ onSaved }: { onSaved?: () => void }) => {
  const messages = useMessages();
  const { settings: words } = messages;
  const stores = useStores();
  const hasSecret = useSettings((s) => s.view?.hasClientSecret ?? false);
  const problem = useSettings((s) => s.view?.secretProblem);
  const isDemo = useSettings((s) => s.info?.demo ?? false);
  const [draft, setDraft] = useState('');
  const [error, setError] = useState<string>();
  const { isSaved, markSaved } = useSavedIndicator();
  const afterPress = useAfterPress();

  const commit = async () => {
    const secret = draft.trim();
    if (!secret) return;
    try {
      const view = await trackSave(stores.api, stores.api.call('settings.setClientSecret', { secret }));
      stores.settings.getState().apply(view);
      setDraft('');
      setError(undefined);
      markSaved();
      onSaved?.();
    } catch {
      setError(words.notSaved);
    }
  };

  return (
    <div className={styles.setting}>
      <Field label={words.secret} hint={isDemo ? words.lockedDemo : hintOf(problem, hasSecret, messages)} error={error}>
        {(control) => (
          <TextInput
            {...control}
            type="password"
            name="protime.clientSecret"
            autoComplete="off"
            maxLength={1000}
            value={draft}
            placeholder={hasSecret ? `•••••••• ${words.secretPlaceholder}` : ''}
            readOnly={isDemo}
            onChange={(event) => setDraft(event.currentTarget.value)}
            onBlur={() => afterPress(() => void commit())}
            onKeyDown={(event) => {
              if (event.key === 'Enter') void commit();
            }}
          />
        )}
      </Field>
      <SavedIndicator isSaved={isSaved} />
    </div>
  );
};
