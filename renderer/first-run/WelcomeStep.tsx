import { useState } from 'react';
import { useMessages, useStores } from '../store/context.ts';
import { useTellFailure } from '../store/use-tell-failure.ts';
import { Icon } from '../ui/icons.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import styles from './FirstRun.module.css';
import type { StepProps } from './FirstRun.tsx';

/** Two doors: invented people at once, or the planner's own Protime. */
export const WelcomeStep = ({ onNext, onDone }: StepProps) => {
  const { firstRun } = useMessages();
  const { welcome } = firstRun;
  const { api, settings } = useStores();
  const tellFailure = useTellFailure();
  const [isStarting, setIsStarting] = useState(false);

  const startDemo = async () => {
    setIsStarting(true);
    try {
      await api.call('demo.start', undefined);
      await settings.getState().load();
      // While the demo runs it says itself that first run is over; stored, that would outlive it.
      if (!settings.getState().view?.settings.firstRunDone) await onDone();
    } catch (error) {
      tellFailure(error);
      setIsStarting(false);
    }
  };
  return (
    <>
      <h1>{welcome.heading}</h1>
      <p className={styles.text}>{welcome.text}</p>
      <div className={styles.doors}>
        <button type="button" className={styles.door} disabled={isStarting} onClick={() => void startDemo()}>
          {isStarting ? <Spinner /> : <Icon name="person" size={22} />}
          <strong>{isStarting ? welcome.starting : welcome.demo}</strong>
          <span>{welcome.demoText}</span>
        </button>
        <button type="button" className={styles.door} disabled={isStarting} onClick={onNext}>
          <Icon name="connection" size={22} />
          <strong>{welcome.protime}</strong>
          <span>{welcome.protimeText}</span>
        </button>
      </div>
    </>
  );
};
