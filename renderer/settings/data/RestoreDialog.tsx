import { useState } from 'react';
import type { Backup } from '../../../shared/maintenance.ts';
import { useApi, useMessages, useSettings } from '../../store/context.ts';
import { useTexts } from '../../store/texts.ts';
import { useErrorToast } from '../../store/use-error-toast.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import styles from './DataSettings.module.css';

type Step = 'asking' | 'checking' | 'ready' | 'damaged';

/** Confirms and checks a backup. It is restored at the next start, because the database is in use. */
export const RestoreDialog = ({ backup, onClose }: { backup: Backup; onClose: () => void }) => {
  const { common, data } = useMessages();
  const texts = useTexts();
  const api = useApi();
  const canRestart = useSettings((s) => s.info?.canRestart ?? false);
  const showError = useErrorToast();
  const [step, setStep] = useState<Step>('asking');
  const check = async () => {
    setStep('checking');
    try {
      setStep((await api.call('backups.restoreAtStart', { name: backup.name })) ? 'ready' : 'damaged');
    } catch (error) {
      showError(error);
      setStep('asking');
    }
  };
  const isAsking = step === 'asking' || step === 'checking';
  return (
    <Dialog
      title={data.restoreTitle}
      onClose={onClose}
      actions={
        isAsking ? (
          <>
            <Button onClick={onClose}>{common.cancel}</Button>
            <Button variant="primary" busy={step === 'checking'} onClick={() => void check()}>
              {step === 'checking' ? data.checking : data.restoreCheck}
            </Button>
          </>
        ) : (
          <>
            <Button onClick={onClose}>{common.close}</Button>
            {step === 'ready' && canRestart && (
              <Button variant="primary" onClick={() => void api.call('app.restart', undefined).catch(showError)}>
                {data.restart}
              </Button>
            )}
          </>
        )
      }
    >
      <div className={styles.dialog} role="status">
        {isAsking && <p>{data.restoreText(texts.instant(backup.madeAtMs))}</p>}
        {step === 'ready' && (
          <p>
            {data.restoreReady} {!canRestart && data.restartHint}
          </p>
        )}
        {step === 'damaged' && <p className={styles.warning}>{data.restoreBad}</p>}
      </div>
    </Dialog>
  );
};
