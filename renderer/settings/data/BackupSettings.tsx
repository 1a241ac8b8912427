import { useCallback, useEffect, useState } from 'react';
import type { Backup } from '../../../shared/maintenance.ts';
import { useApi, useMessages, useSettings, useToasts } from '../../store/context.ts';
import { useTexts } from '../../store/texts.ts';
import { useErrorToast } from '../../store/use-error-toast.ts';
import shared from '../../styles/shared.module.css';
import { Button } from '../../ui/Button.tsx';
import { classNames } from '../../ui/class-names.ts';
import styles from './DataSettings.module.css';
import { RestoreDialog } from './RestoreDialog.tsx';

/** List, create and restore backups. */
export const BackupSettings = () => {
  const { data } = useMessages();
  const texts = useTexts();
  const isDemo = useSettings((s) => s.info?.demo ?? false);
  const { backups, isMaking, make } = useBackups();
  const [restoring, setRestoring] = useState<Backup>();
  return (
    <section className={styles.part} aria-label={data.backups}>
      <div>
        <h3>{data.backups}</h3>
        <p className={shared.soft}>{isDemo ? data.backupsDemo : data.backupsHint}</p>
      </div>
      {backups?.length === 0 && <p>{data.noBackups}</p>}
      {backups && backups.length > 0 && (
        <ul className={classNames(shared.list, styles.list)}>
          {backups.map((backup) => (
            <li key={backup.name}>
              <span className={styles.name}>{texts.instant(backup.madeAtMs)}</span>
              <span className={shared.soft}>{texts.bytes(backup.sizeBytes)}</span>
              <Button
                variant="quiet"
                aria-label={data.restoreOne(texts.instant(backup.madeAtMs))}
                onClick={() => setRestoring(backup)}
              >
                {data.restore}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div>
        <Button icon="database" busy={isMaking} onClick={() => void make()}>
          {data.makeBackup}
        </Button>
      </div>
      {restoring && <RestoreDialog backup={restoring} onClose={() => setRestoring(undefined)} />}
    </section>
  );
};

const useBackups = () => {
  const { data } = useMessages();
  const api = useApi();
  const show = useToasts((s) => s.show);
  const showError = useErrorToast();
  const [backups, setBackups] = useState<readonly Backup[]>();
  const [isMaking, setIsMaking] = useState(false);
  const read = useCallback(() => {
    api.call('backups.list', undefined).then(setBackups, showError);
  }, [api, showError]);
  useEffect(read, [read]);
  const make = async () => {
    setIsMaking(true);
    try {
      await api.call('backups.make', undefined);
      show({ text: data.backupMade });
      read();
    } catch (error) {
      showError(error);
    } finally {
      setIsMaking(false);
    }
  };
  return { backups, isMaking, make };
};
