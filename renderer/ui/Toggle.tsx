import { type ReactNode, useId } from 'react';
import shared from '../styles/shared.module.css';
import styles from './Toggle.module.css';

interface Props {
  label: string;
  hint?: ReactNode;
  checked: boolean;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
}

/** A switch that takes effect immediately. */
export const Toggle = ({ label, hint, checked, disabled = false, onChange }: Props) => {
  const id = useId();
  return (
    <div className={styles.row}>
      <input
        id={id}
        type="checkbox"
        role="switch"
        aria-checked={checked}
        className={styles.switch}
        checked={checked}
        disabled={disabled}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <div>
        <label htmlFor={id}>{label}</label>
        {hint && (
          <div id={`${id}-hint`} className={shared.soft}>
            {hint}
          </div>
        )}
      </div>
    </div>
  );
};
