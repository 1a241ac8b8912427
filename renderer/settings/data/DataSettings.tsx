import type { Settings } from '../../../shared/settings.ts';
import { useMessages } from '../../store/context.ts';
import { Card } from '../../ui/Card.tsx';
import { BackupSettings } from './BackupSettings.tsx';
import { ExportedFiles } from './ExportedFiles.tsx';
import { ForgetPerson } from './ForgetPerson.tsx';
import { Part } from './Part.tsx';
import { RetentionSettings } from './RetentionSettings.tsx';

/** Retention, backups, exports and forgetting people. */
export const DataSettings = ({ retention }: Pick<Settings, 'retention'>) => {
  const { data } = useMessages();
  return (
    <Card id="data" title={data.title} hint={data.hint}>
      <Part title={data.retention}>
        <RetentionSettings retention={retention} />
      </Part>
      <BackupSettings />
      <ExportedFiles />
      <ForgetPerson />
    </Card>
  );
};
