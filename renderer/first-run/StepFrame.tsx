import type { ReactNode } from 'react';
import { useMessages } from '../store/context.ts';
import { Button } from '../ui/Button.tsx';
import styles from './FirstRun.module.css';

interface Props {
  heading: string;
  text: string;
  children: ReactNode;
  /** undefined: no Back button. */
  onBack: (() => void) | undefined;
  /** The Next button. */
  next: ReactNode;
}

/** Layout of a step. */
export const StepFrame = ({ heading, text, children, onBack, next }: Props) => {
  const { firstRun } = useMessages();
  return (
    <>
      <h1>{heading}</h1>
      <p className={styles.text}>{text}</p>
      {children}
      <footer className={styles.footer}>
        {onBack ? (
          <Button variant="quiet" icon="previous" onClick={onBack}>
            {firstRun.back}
          </Button>
        ) : (
          <span />
        )}
        {next}
      </footer>
    </>
  );
};
