import { useMessages } from '../store/context.ts';
import styles from './Spinner.module.css';

/** With a label it is announced; without one it is decorative. */
export const Spinner = ({ label }: { label?: string }) => (
  <span className={styles.spinner} {...(label ? { role: 'status', 'aria-label': label } : { 'aria-hidden': true })} />
);

/** A spinner in the middle of a screen that is still loading. */
export const Loading = () => {
  const { common } = useMessages();
  return (
    <div className={styles.loading}>
      <Spinner label={common.loading} />
    </div>
  );
};
