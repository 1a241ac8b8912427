import { useId } from 'react';
import shared from '../styles/shared.module.css';
import styles from './Segmented.module.css';

interface Props<V extends string> {
  /** Accessible name of the group. */
  label: string;
  value: V;
  options: readonly { value: V; label: string }[];
  onChange: (value: V) => void;
}

/** A segmented control (radio group in one line). */
export const Segmented = <V extends string>({ label, value, options, onChange }: Props<V>) => {
  const name = useId();
  return (
    <fieldset className={styles.group}>
      <legend className={shared.hidden}>{label}</legend>
      {options.map((option) => (
        <label key={option.value} className={styles.option}>
          <input
            type="radio"
            name={name}
            className={styles.input}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
};
