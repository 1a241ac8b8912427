import { type ComponentType, useEffect, useRef, useState } from 'react';
import { Toasts } from '../frame/Toasts.tsx';
import { useConnection, useMessages, useNavigation, useSettings, useStores } from '../store/context.ts';
import { useTellFailure } from '../store/use-tell-failure.ts';
import { Button } from '../ui/Button.tsx';
import { CredentialsStep } from './CredentialsStep.tsx';
import styles from './FirstRun.module.css';
import { LanguageChoice } from './LanguageChoice.tsx';
import { NotificationStep } from './NotificationStep.tsx';
import { FIRST_RUN_STEPS, type FirstRunStep, neighbour, stepToResume } from './progress.ts';
import { ReachStep } from './ReachStep.tsx';
import { SubscribeStep } from './SubscribeStep.tsx';
import { WelcomeStep } from './WelcomeStep.tsx';

export interface StepProps {
  onNext: () => void;
  onBack: () => void;
  /** First run is over: the plan takes its place. */
  onDone: () => Promise<void>;
}

const STEPS: Record<FirstRunStep, ComponentType<StepProps>> = {
  welcome: WelcomeStep,
  credentials: CredentialsStep,
  reach: ReachStep,
  subscribe: SubscribeStep,
  notification: NotificationStep,
};

/** While credentials are half entered, these steps say what is missing; a message of the same would only be in the way. */
const SPEAKS_FOR_ITSELF: readonly FirstRunStep[] = ['credentials', 'reach'];

/** From nothing to the first test notification, in five steps that can each be left and taken up again. */
export const FirstRun = () => {
  const messages = useMessages();
  const { firstRun } = messages;
  const { settings } = useStores();
  const view = useSettings((s) => s.view);
  const status = useConnection((s) => s.status);
  const go = useNavigation((s) => s.go);
  const tellFailure = useTellFailure();
  const [step, setStep] = useState<FirstRunStep>(() => (view ? stepToResume(view, status) : 'welcome'));
  const Step = STEPS[step];
  const main = useStepFocus(step);

  const leave = async () => {
    go('plan');
    await settings.getState().update({ firstRunDone: true }).catch(tellFailure);
  };
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <span className={styles.brand}>{messages.common.appName}</span>
        <LanguageChoice />
      </header>
      <div className={styles.middle}>
        <StepMarks current={step} />
        <main ref={main} className={styles.card} tabIndex={-1} aria-label={firstRun.stepNames[step]}>
          <Step onNext={() => setStep(neighbour(step, 1))} onBack={() => setStep(neighbour(step, -1))} onDone={leave} />
        </main>
        {step !== 'welcome' && (
          <footer className={styles.later}>
            <Button variant="quiet" onClick={() => void leave()}>
              {firstRun.later}
            </Button>
            <span>{firstRun.laterHint}</span>
          </footer>
        )}
      </div>
      {SPEAKS_FOR_ITSELF.includes(step) || <Toasts />}
    </div>
  );
};

/** The five steps, where the planner is, and what is behind. */
const StepMarks = ({ current }: { current: FirstRunStep }) => {
  const { firstRun } = useMessages();
  const index = FIRST_RUN_STEPS.indexOf(current);
  return (
    <nav aria-label={`${firstRun.steps}: ${firstRun.stepOf(index + 1, FIRST_RUN_STEPS.length)}`}>
      <ol className={styles.marks}>
        {FIRST_RUN_STEPS.map((step, i) => (
          <li key={step} aria-current={step === current ? 'step' : undefined} data-done={i < index || undefined}>
            <span className={styles.mark} aria-hidden="true">
              {i < index ? '✓' : i + 1}
            </span>
            <span className={styles.markName}>{firstRun.stepNames[step]}</span>
          </li>
        ))}
      </ol>
    </nav>
  );
};

/** Moves the focus to the new step, so that its heading is read and Tab goes on from there; not at the very beginning. */
const useStepFocus = (step: FirstRunStep) => {
  const main = useRef<HTMLElement>(null);
  const shown = useRef(step);
  useEffect(() => {
    if (shown.current !== step) main.current?.focus();
    shown.current = step;
  }, [step]);
  return main;
};
