import { type InputHTMLAttributes, type ReactNode, useId } from 'react';
import shared from '../styles/shared.module.css';
import { classNames } from './class-names.ts';
import styles from './Field.module.css';

interface ControlProps {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
}

interface Props {
  label: string;
  hint?: ReactNode;
  /** Why the value is invalid; announced to screen readers. */
  error?: string | undefined;
  /** Receives the id and ARIA attributes that link it to label, hint and error. */
  children: (control: ControlProps) => ReactNode;
}

/** Label above, hint and error below one control. */
export const Field = ({ label, hint, error, children }: Props) => {
  const id = useId();
  const hintId = hint ? `${id}-hint` : undefined;
  const errorId = error ? `${id}-error` : undefined;
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      {children({
        id,
        'aria-describedby': classNames(hintId, errorId) || undefined,
        'aria-invalid': error ? true : undefined,
      })}
      {hint && (
        <div id={hintId} className={shared.soft}>
          {hint}
        </div>
      )}
      <div id={errorId} className={styles.error} role="alert">
        {error}
      </div>
    </div>
  );
};

/** A styled text input. Use it in a Field, or with an `aria-label`. */
export const TextInput = ({ className, ...rest }: InputHTMLAttributes<HTMLInputElement>) => (
  <input type="text" autoComplete="off" spellCheck={false} {...rest} className={classNames(styles.input, className)} />
);
