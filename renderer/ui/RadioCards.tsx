import { useId } from 'react';
import styles from './RadioCards.module.css';

interface Props<V extends string> {
  /** Shown above. */
  label: string;
  options: readonly { value: V; label: string; hint?: string }[];
  chosen: V;
  onChoose: (value: V) => void;
}

/** A radio group whose options have a hint. */
export const RadioCards = <V extends string>({ label, options, chosen, onChoose }: Props<V>) => {
  const name = useId();
  return (
    <fieldset className={styles.cards}>
      <legend className={styles.legend}>{label}</legend>
      {options.map((option) => (
        <label key={option.value} className={styles.card}>
          <input type="radio" name={name} checked={option.value === chosen} onChange={() => onChoose(option.value)} />
          <span>
            <strong>{option.label}</strong>
            {option.hint && <span className={styles.hint}>{option.hint}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
};
