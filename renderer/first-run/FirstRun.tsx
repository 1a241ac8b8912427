import { type ComponentType, useEffect, useRef, useState } from 'react';
import { Toasts } from '../frame/Toasts.tsx';
import { useConnection, useMessages, useNavigation, useSettings, useStores } from '../store/context.ts';
import type { ToastEntry } from '../store/toast-store.ts';
import { useErrorToast } from '../store/use-error-toast.ts';
import shared from '../styles/shared.module.css';
import { Button } from '../ui/Button.tsx';
import { classNames } from '../ui/class-names.ts';
import { CredentialsStep } from './CredentialsStep.tsx';
import styles from './FirstRun.module.css';
import { LanguageChoice } from './LanguageChoice.tsx';
import { NotificationStep } from './NotificationStep.tsx';
import { adjacentStep, DEMO_STEPS, FIRST_RUN_STEPS, type FirstRunStep, stepToResume } from './progress.ts';
import { ReachStep } from './ReachStep.tsx';
import { SubscribeStep } from './SubscribeStep.tsx';
import type { StepProps } from './step.ts';
import { WelcomeStep } from './WelcomeStep.tsx';

interface Props {
  /** Called before the demo starts, which would otherwise end first run. */
  onDemo: () => void;
  onEnd: () => void;
}

const STEPS: Record<FirstRunStep, ComponentType<StepProps>> = {
  welcome: WelcomeStep,
  credentials: CredentialsStep,
  reach: ReachStep,
  subscribe: SubscribeStep,
  notification: NotificationStep,
};

/** No toasts on these steps: they show missing credentials themselves. */
const STEPS_WITHOUT_TOASTS: readonly FirstRunStep[] = ['credentials', 'reach'];

/** Only the test notification and errors are shown as toasts; others would cover the button. */
const isFirstRunToast = ({ key, tone }: ToastEntry): boolean => key === 'test' || tone === 'bad';

/** The first-run wizard: five steps, each can be left and resumed. */
export const FirstRun = ({ onDemo, onEnd }: Props) => {
  const messages = useMessages();
  const { firstRun } = messages;
  const { api, settings } = useStores();
  const view = useSettings((s) => s.view);
  const status = useConnection((s) => s.status);
  const go = useNavigation((s) => s.go);
  const showError = useErrorToast();
  const [step, setStep] = useState<FirstRunStep>(() => (view ? stepToResume(view, status) : 'welcome'));
  const isDemo = useSettings((s) => s.info?.demo ?? false);
  const steps = isDemo ? DEMO_STEPS : FIRST_RUN_STEPS;
  const Step = STEPS[step];
  const main = useStepFocus(step);

  const finish = async () => {
    go('plan');
    onEnd();
    // The demo sets firstRunDone itself; storing it would keep it after the demo ends.
    if (!isDemo) await settings.getState().update({ firstRunDone: true }).catch(showError);
  };
  const startDemo = async () => {
    onDemo();
    await api.call('demo.start', undefined);
    await settings.getState().load();
    setStep('notification');
  };
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <span className={styles.brand}>{messages.common.appName}</span>
        <LanguageChoice />
      </header>
      <div className={styles.middle}>
        <StepIndicator steps={steps} current={step} />
        <main
          ref={main}
          className={classNames(shared.card, styles.card)}
          tabIndex={-1}
          aria-label={firstRun.stepNames[step]}
        >
          <Step
            onNext={() => setStep(adjacentStep(step, 1))}
            onBack={() => setStep(adjacentStep(step, -1))}
            onDone={finish}
            onDemo={startDemo}
          />
        </main>
        {step !== 'welcome' && !isDemo && (
          <footer className={styles.later}>
            <Button variant="quiet" onClick={() => void finish()}>
              {firstRun.later}
            </Button>
            <span>{firstRun.laterHint}</span>
          </footer>
        )}
      </div>
      {STEPS_WITHOUT_TOASTS.includes(step) || <Toasts filter={isFirstRunToast} />}
    </div>
  );
};

/** Progress indicator. */
const StepIndicator = ({ steps, current }: { steps: readonly FirstRunStep[]; current: FirstRunStep }) => {
  const { firstRun } = useMessages();
  const index = steps.indexOf(current);
  return (
    <nav aria-label={`${firstRun.steps}: ${firstRun.stepOf(index + 1, steps.length)}`}>
      <ol className={styles.marks}>
        {steps.map((step, i) => (
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

/** Focuses the new step for screen readers and Tab; not on first render. */
const useStepFocus = (step: FirstRunStep) => {
  const main = useRef<HTMLElement>(null);
  const shown = useRef(step);
  useEffect(() => {
    if (shown.current !== step) main.current?.focus();
    shown.current = step;
  }, [step]);
  return main;
};
