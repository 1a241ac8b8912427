import { useState } from 'react';
import type { SettingsChange } from '../../shared/settings.ts';
import { Field, TextInput } from '../ui/Field.tsx';
import { useAfterPress } from '../ui/use-after-press.ts';
import { SavedIndicator } from './SavedIndicator.tsx';
import styles from './Setting.module.css';
import { useSetting } from './use-setting.ts';

interface Props {
  /** Dotted, e.g. `protime.tenant`. */
  name: string;
  /** The setting's own name by default. */
  label?: string;
  hint?: string;
  value: string;
  toChange: (text: string) => SettingsChange;
  inputMode?: 'numeric' | 'url';
}

/** A text field that is saved on blur and on Enter; Escape restores the stored value. */
export const TextSetting = ({ name, label, hint, value, toChange, inputMode }: Props) => {
  const { isSaved, error, clearError, locked, save, ...setting } = useSetting(name);
  /** undefined: no unsaved input; the stored value is shown. */
  const [draft, setDraft] = useState<string>();
  const afterPress = useAfterPress();

  const commit = async () => {
    if (draft === undefined) return;
    if (draft.trim() === value) {
      setDraft(undefined);
      clearError();
    } else if (await save(toChange(draft.trim()))) setDraft(undefined);
  };

  return (
    <div className={styles.setting}>
      <Field label={label ?? setting.label} hint={locked ?? hint} error={error}>
        {(control) => (
          <TextInput
            {...control}
            inputMode={inputMode}
            name={name}
            value={draft ?? value}
            readOnly={locked !== undefined}
            onChange={(event) => setDraft(event.currentTarget.value)}
            onBlur={() => afterPress(() => void commit())}
            onKeyDown={(event) => {
              if (event.key === 'Enter') void commit();
              if (event.key !== 'Escape' || draft === undefined) return;
              event.stopPropagation();
              setDraft(undefined);
              clearError();
            }}
          />
        )}
      </Field>
      <SavedIndicator isSaved={isSaved} />
    </div>
  );
};
