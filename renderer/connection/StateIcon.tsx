import type { StatusTone } from '../ui/StatusPill.tsx';
import styles from './StateIcon.module.css';

/** Large state icon; each tone has its own shape, so that colour is not needed. */
export const StateIcon = ({ tone }: { tone: StatusTone }) => (
  <svg className={styles.sign} data-tone={tone} aria-hidden="true" viewBox="0 0 48 48" width="56" height="56">
    {SHAPES[tone]}
  </svg>
);

const SHAPES = {
  good: (
    <>
      <circle cx="24" cy="24" r="20" className={styles.fill} />
      <path d="m15 24.5 6.3 6.3L33.5 18" className={styles.inner} />
    </>
  ),
  working: (
    <>
      <circle cx="24" cy="24" r="19" className={styles.track} />
      <circle cx="24" cy="24" r="19" className={styles.turning} strokeDasharray="38 82" />
    </>
  ),
  warning: (
    <>
      <path d="M24 5 45 42H3Z" className={styles.fill} />
      <path d="M24 18v12M24 35.8v.2" className={styles.inner} />
    </>
  ),
  bad: (
    <>
      <rect x="5" y="5" width="38" height="38" rx="6" className={styles.fill} />
      <path d="m16 16 16 16M32 16 16 32" className={styles.inner} />
    </>
  ),
  off: (
    <>
      <circle cx="24" cy="24" r="19" className={styles.track} />
      <path d="M16 24h16" className={styles.dash} />
    </>
  ),
};
