import type { ConnectionStep } from '../../shared/connection.ts';
import { useLocale, useMessages } from '../store/context.ts';
import shared from '../styles/shared.module.css';
import { Icon } from '../ui/icons.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import { VisuallyHidden } from '../ui/VisuallyHidden.tsx';
import styles from './StepList.module.css';

/** Steps of the running or last action with their states. */
export const StepList = ({ steps }: { steps: readonly ConnectionStep[] }) => {
  const { connection } = useMessages();
  return (
    <ol className={shared.stack} aria-label={connection.progress}>
      {steps.map((step) => (
        <li key={step.name} className={styles.step} data-state={step.state}>
          <span className={styles.sign}>
            <StepIcon state={step.state} />
          </span>
          <span>{connection.steps[step.name]}</span>
          <VisuallyHidden>: {connection.stepStates[step.state]}</VisuallyHidden>
          <Count step={step} />
        </li>
      ))}
    </ol>
  );
};

const StepIcon = ({ state }: { state: ConnectionStep['state'] }) => {
  if (state === 'done') return <Icon name="check" size={14} />;
  if (state === 'failed') return <Icon name="close" size={14} />;
  return state === 'running' ? <Spinner /> : null;
};

const Count = ({ step }: { step: ConnectionStep }) => {
  const { connection } = useMessages();
  const number = new Intl.NumberFormat(useLocale());
  if (step.count === undefined) return null;
  return <span className={styles.count}>{connection.read(step.count, number.format(step.count))}</span>;
};
