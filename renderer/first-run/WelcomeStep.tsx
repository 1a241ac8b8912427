import { useMessages } from '../store/context.ts';
import { useTask } from '../store/use-task.ts';
import { Icon } from '../ui/icons.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import styles from './FirstRun.module.css';
import type { StepProps } from './step.ts';

/** Choice between demo data and a real Protime tenant. */
export const WelcomeStep = ({ onNext, onDemo }: StepProps) => {
  const { firstRun } = useMessages();
  const { welcome } = firstRun;
  const { isBusy: isStarting, run } = useTask();
  return (
    <>
      <h1>{welcome.heading}</h1>
      <p className={styles.text}>{welcome.text}</p>
      <div className={styles.choices}>
        <button type="button" className={styles.choice} disabled={isStarting} onClick={() => void run(onDemo)}>
          {isStarting ? <Spinner /> : <Icon name="person" size={22} />}
          <strong>{isStarting ? welcome.starting : welcome.demo}</strong>
          <span>{welcome.demoText}</span>
        </button>
        <button type="button" className={styles.choice} disabled={isStarting} onClick={onNext}>
          <Icon name="connection" size={22} />
          <strong>{welcome.protime}</strong>
          <span>{welcome.protimeText}</span>
        </button>
      </div>
    </>
  );
};
