import type { SettingsChange } from '../../shared/settings.ts';
import { Toggle } from '../ui/Toggle.tsx';
import { SavedIndicator } from './SavedIndicator.tsx';
import styles from './Setting.module.css';
import { useSetting } from './use-setting.ts';

interface Props {
  name: string;
  hint?: string;
  checked: boolean;
  toChange: (checked: boolean) => SettingsChange;
}

/** On or off, saved when it is switched. */
export const SwitchSetting = ({ name, hint, checked, toChange }: Props) => {
  const { label, isSaved, error, locked, save } = useSetting(name);
  return (
    <div className={styles.setting}>
      <Toggle
        label={label}
        hint={error ?? locked ?? hint}
        checked={checked}
        disabled={locked !== undefined}
        onChange={(next) => void save(toChange(next))}
      />
      <SavedIndicator isSaved={isSaved} />
    </div>
  );
};
