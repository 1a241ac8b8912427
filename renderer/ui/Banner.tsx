import type { ReactNode } from 'react';
import styles from './Banner.module.css';
import { Icon } from './icons.tsx';

interface Props {
  tone: 'info' | 'good' | 'warning' | 'bad';
  title: string;
  children?: ReactNode;
  /** At most one button. */
  action?: ReactNode;
}

const ICONS = { info: 'info', good: 'check', warning: 'clock', bad: 'rejections' } as const;

/** A full-width message; tone `bad` is announced immediately. */
export const Banner = ({ tone, title, children, action }: Props) => (
  <div className={styles.banner} data-tone={tone} role={tone === 'bad' ? 'alert' : 'status'}>
    <Icon name={ICONS[tone]} size={18} />
    <div className={styles.text}>
      <strong>{title}</strong>
      {children && <div className={styles.more}>{children}</div>}
    </div>
    {action}
  </div>
);
