import { useState } from 'react';
import type { Backup } from '../../../shared/maintenance.ts';
import { useApi, useMessages, useSettings, useToasts } from '../../store/context.ts';
import { useTexts } from '../../store/texts.ts';
import { useErrorToast } from '../../store/use-error-toast.ts';
import { useRequest } from '../../store/use-request.ts';
import { useTask } from '../../store/use-task.ts';
import shared from '../../styles/shared.module.css';
import { Button } from '../../ui/Button.tsx';
import { classNames } from '../../ui/class-names.ts';
import styles from './DataSettings.module.css';
import { Part } from './Part.tsx';
import { RestoreDialog } from './RestoreDialog.tsx';

/** List, create and restore backups. */
export const BackupSettings = () => {
  const { data } = useMessages();
  const texts = useTexts();
  const isDemo = useSettings((s) => s.info?.demo ?? false);
  const api = useApi();
  const show = useToasts((s) => s.show);
  const { isBusy, run } = useTask();
  const { data: backups, refetch } = useRequest(() => api.call('backups.list', undefined), [api], useErrorToast());
  const [restoring, setRestoring] = useState<Backup>();
  const create = async () => {
    await api.call('backups.make', undefined);
    show({ text: data.backupMade });
    refetch();
  };
  return (
    <Part title={data.backups} hint={isDemo ? data.backupsDemo : data.backupsHint}>
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
        <Button icon="database" busy={isBusy} onClick={() => void run(create)}>
          {data.makeBackup}
        </Button>
      </div>
      {restoring && <RestoreDialog backup={restoring} onClose={() => setRestoring(undefined)} />}
    </Part>
  );
};
