import { useId } from 'react';
import styles from './OptionList.module.css';

export interface Option<V extends string> {
  value: V;
  label: string;
  /** Shown at the right, e.g. the number of results. */
  note?: string | undefined;
}

interface Props<V extends string> {
  label: string;
  options: readonly Option<V>[];
  chosen: V;
  onChoose: (value: V) => void;
}

/** A vertical radio list with a note for each option. */
export const OptionList = <V extends string>({ label, options, chosen, onChoose }: Props<V>) => {
  const name = useId();
  return (
    <fieldset className={styles.list} aria-label={label}>
      {options.map(({ value, label: text, note }) => (
        <label key={value} className={styles.option}>
          <input
            type="radio"
            name={name}
            className={styles.radio}
            checked={value === chosen}
            onChange={() => onChoose(value)}
          />
          <span className={styles.text}>{text}</span>
          {note !== undefined && <span className={styles.note}>{note}</span>}
        </label>
      ))}
    </fieldset>
  );
};
