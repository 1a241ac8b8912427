import type { ReactNode } from 'react';
import styles from './Banner.module.css';
import { Icon } from './icons.tsx';

interface Props {
  tone: 'info' | 'good' | 'warning' | 'bad';
  title: string;
  children?: ReactNode;
  /** At most one button: the thing to do. */
  action?: ReactNode;
}

const ICONS = { info: 'info', good: 'check', warning: 'clock', bad: 'rejections' } as const;

/** A sentence across the page; a bad one is announced at once. */
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
