import type { SettingsChange } from '../../shared/settings.ts';
import { Field } from '../ui/Field.tsx';
import { Select } from '../ui/Select.tsx';
import { SavedIndicator } from './SavedIndicator.tsx';
import styles from './Setting.module.css';
import { useSetting } from './use-setting.ts';

interface Props<V extends string> {
  name: string;
  /** The setting's own name by default. */
  label?: string;
  hint?: string;
  value: V;
  options: readonly { value: V; label: string }[];
  toChange: (value: V) => SettingsChange;
}

/** One of a few values, saved when it is chosen. */
export const ChoiceSetting = <V extends string>({ name, label, hint, value, options, toChange }: Props<V>) => {
  const { isSaved, error, locked, save, ...setting } = useSetting(name);
  return (
    <div className={styles.setting}>
      <Field label={label ?? setting.label} hint={locked ?? hint} error={error}>
        {(control) => (
          <Select
            {...control}
            name={name}
            value={value}
            options={options}
            disabled={locked !== undefined}
            onChange={(next) => void save(toChange(next))}
          />
        )}
      </Field>
      <SavedIndicator isSaved={isSaved} />
    </div>
  );
};
