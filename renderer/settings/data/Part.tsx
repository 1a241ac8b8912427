import type { ReactNode } from 'react';
import shared from '../../styles/shared.module.css';
import styles from './DataSettings.module.css';

/** A titled part of the data settings. */
export const Part = ({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) => (
  <section className={styles.part} aria-label={title}>
    <div>
      <h3>{title}</h3>
      {hint && <p className={shared.soft}>{hint}</p>}
    </div>
    {children}
  </section>
);
