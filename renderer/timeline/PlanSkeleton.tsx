import { useMessages } from '../store/context.ts';
import { VisuallyHidden } from '../ui/VisuallyHidden.tsx';
import styles from './PlanScreen.module.css';

const ROWS = Array.from({ length: 16 }, (_, i) => i);
const CELLS = Array.from({ length: 8 }, (_, i) => i);

/** Placeholder while the plan loads. */
export const PlanSkeleton = () => {
  const { plan } = useMessages();
  return (
    <div className={styles.skeleton} role="status">
      <VisuallyHidden>{plan.loading}</VisuallyHidden>
      {ROWS.map((row) => (
        <div key={row} className={styles.skeletonRow} aria-hidden="true">
          {CELLS.map((cell) => (
            <span key={cell} />
          ))}
        </div>
      ))}
    </div>
  );
};
