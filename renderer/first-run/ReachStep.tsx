import { PrivacyNote } from '../connection/PrivacyNote.tsx';
import { ReachFields } from '../settings/ReachFields.tsx';
import { useMessages, useSettings } from '../store/context.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/icons.tsx';
import styles from './FirstRun.module.css';
import { StepFrame } from './StepFrame.tsx';
import type { StepProps } from './step.ts';

/** Tunnel settings and privacy information. */
export const ReachStep = ({ onNext, onBack }: StepProps) => {
  const { firstRun, connection } = useMessages();
  const tunnel = useSettings((s) => s.view?.settings.tunnel);
  if (!tunnel) return null;
  const isReady = tunnel.provider === 'localtunnel' || tunnel.publicUrl !== null;
  return (
    <StepFrame
      heading={firstRun.reach.heading}
      text={firstRun.reach.text}
      onBack={onBack}
      next={
        <Button variant="primary" disabled={!isReady} onClick={onNext}>
          {firstRun.next}
        </Button>
      }
    >
      <div className={styles.fields}>
        <ReachFields tunnel={tunnel} />
      </div>
      <section className={styles.privacy} aria-label={connection.privacy.title}>
        <Icon name="shield" size={20} />
        <div>
          <h2>{connection.privacy.title}</h2>
          <PrivacyNote />
        </div>
      </section>
    </StepFrame>
  );
};
