import type { ButtonHTMLAttributes, Ref } from 'react';
import styles from './Button.module.css';
import { classNames } from './class-names.ts';
import { Icon, type IconName } from './icons.tsx';
import { Spinner } from './Spinner.tsx';

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  variant?: 'primary' | 'secondary' | 'quiet' | 'danger';
  icon?: IconName;
  /** Shows a spinner and is disabled. */
  busy?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

export const Button = ({ variant = 'secondary', icon, busy = false, children, className, ...rest }: Props) => (
  <button
    type="button"
    aria-busy={busy || undefined}
    {...rest}
    disabled={rest.disabled || busy}
    data-variant={variant}
    className={classNames(styles.button, className)}
  >
    {busy ? <Spinner /> : icon && <Icon name={icon} />}
    {children}
  </button>
);

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  icon: IconName;
  /** Accessible name and tooltip. */
  label: string;
}

/** A button with only an icon; the label is required. */
export const IconButton = ({ icon, label, className, ...rest }: IconButtonProps) => (
  <button type="button" aria-label={label} title={label} {...rest} className={classNames(styles.icon, className)}>
    <Icon name={icon} />
  </button>
);
