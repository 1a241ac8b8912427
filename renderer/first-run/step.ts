/** What each step of first run is given. */
export interface StepProps {
  onNext: () => void;
  onBack: () => void;
  /** Finishes first run and shows the plan. */
  onDone: () => Promise<void>;
  /** Starts the demo and goes to the notification step. Rejects when the demo does not start. */
  onDemo: () => Promise<void>;
}
