import type { Settings } from '../../../shared/settings.ts';
import { useMessages } from '../../store/context.ts';
import { Card } from '../../ui/Card.tsx';
import { BackupSettings } from './BackupSettings.tsx';
import styles from './DataSettings.module.css';
import { ExportedFiles } from './ExportedFiles.tsx';
import { ForgetPerson } from './ForgetPerson.tsx';
import { RetentionSettings } from './RetentionSettings.tsx';

/** Retention, backups, exports and forgetting people. */
export const DataSettings = ({ retention }: Pick<Settings, 'retention'>) => {
  const { data } = useMessages();
  return (
    <Card id="data" title={data.title} hint={data.hint}>
      <section className={styles.part} aria-label={data.retention}>
        <h3>{data.retention}</h3>
        <RetentionSettings retention={retention} />
      </section>
      <BackupSettings />
      <ExportedFiles />
      <ForgetPerson />
    </Card>
  );
};
