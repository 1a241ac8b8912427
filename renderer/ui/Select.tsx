import type { SelectHTMLAttributes } from 'react';
import { classNames } from './class-names.ts';
import styles from './Select.module.css';

interface Props<V extends string> extends Omit<SelectHTMLAttributes<HTMLSelectElement>, 'value' | 'onChange'> {
  value: V;
  options: readonly { value: V; label: string }[];
  onChange: (value: V) => void;
}

/** A styled native select. Use it in a Field, or with an `aria-label`. */
export const Select = <V extends string>({ value, options, onChange, className, ...rest }: Props<V>) => (
  <select
    {...rest}
    value={value}
    className={classNames(styles.select, className)}
    onChange={(event) => {
      const chosen = options.find((o) => o.value === event.currentTarget.value);
      if (chosen) onChange(chosen.value);
    }}
  >
    {options.map((option) => (
      <option key={option.value} value={option.value}>
        {option.label}
      </option>
    ))}
  </select>
);
