import type { ReactNode } from 'react';
import styles from './EmptyState.module.css';
import { Icon, type IconName } from './icons.tsx';

interface Props {
  icon: IconName;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}

/** Explains an empty list and offers an action. */
export const EmptyState = ({ icon, title, children, action }: Props) => (
  <div className={styles.empty}>
    <span className={styles.picture}>
      <Icon name={icon} size={28} />
    </span>
    <h2>{title}</h2>
    {children && <div className={styles.text}>{children}</div>}
    {action}
  </div>
);
