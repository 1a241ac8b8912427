import { useId } from 'react';
import shared from '../styles/shared.module.css';
import styles from './RadioCards.module.css';

interface Props<V extends string> {
  /** Shown above the options. */
  label: string;
  options: readonly { value: V; label: string; hint?: string }[];
  chosen: V;
  onChoose: (value: V) => void;
  /** Places the options next to each other where there is enough space. */
  isWide?: boolean;
  /** Why the options are disabled; undefined: they are enabled. */
  locked?: string | undefined;
}

/** A radio group whose options have a hint. */
export const RadioCards = <V extends string>(props: Props<V>) => {
  const { label, options, chosen, onChoose, isWide, locked } = props;
  const name = useId();
  return (
    <fieldset className={styles.cards} data-wide={isWide} disabled={locked !== undefined}>
      <legend className={styles.legend}>{label}</legend>
      {options.map((option) => (
        <label key={option.value} className={styles.card}>
          <input type="radio" name={name} checked={option.value === chosen} onChange={() => onChoose(option.value)} />
          <span>
            <strong>{option.label}</strong>
            {option.hint && <span className={shared.soft}>{option.hint}</span>}
          </span>
        </label>
      ))}
      {locked && <span className={shared.soft}>{locked}</span>}
    </fieldset>
  );
};
