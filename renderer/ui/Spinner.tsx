import styles from './Spinner.module.css';

/** Something is going on. With a label it is announced; without one the words beside it say what. */
export const Spinner = ({ label }: { label?: string }) => (
  <span className={styles.spinner} {...(label ? { role: 'status', 'aria-label': label } : { 'aria-hidden': true })} />
);
