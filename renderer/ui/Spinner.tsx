import styles from './Spinner.module.css';

/** With a label it is announced; without one it is decorative. */
export const Spinner = ({ label }: { label?: string }) => (
  <span className={styles.spinner} {...(label ? { role: 'status', 'aria-label': label } : { 'aria-hidden': true })} />
);
