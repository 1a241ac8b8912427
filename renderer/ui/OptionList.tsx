import { useId } from 'react';
import styles from './OptionList.module.css';

export interface Option<V extends string> {
  value: V;
  label: string;
  /** At the right: how much it would find, say. */
  note?: string | undefined;
}

interface Props<V extends string> {
  label: string;
  options: readonly Option<V>[];
  chosen: V;
  onChoose: (value: V) => void;
}

/** One of some values below each other, with a note beside each. Arrow keys move the choice. */
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
