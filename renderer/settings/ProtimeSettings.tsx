import type { Settings } from '../../shared/settings.ts';
import { useMessages } from '../store/context.ts';
import shared from '../styles/shared.module.css';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { AccessReportView } from './AccessReportView.tsx';
import { CredentialFields, ReferenceFields } from './ProtimeFields.tsx';
import styles from './SettingsScreen.module.css';
import { useAccessTest } from './use-access-test.ts';

/** The tenant, the credentials, and a test of both. */
export const ProtimeSettings = ({ protime }: Pick<Settings, 'protime'>) => {
  const { settings: words } = useMessages();
  const { report, isTesting, test } = useAccessTest();
  return (
    <Card id="protime" title={words.sections.protime}>
      <CredentialFields protime={protime} />
      <div className={styles.row}>
        <Button icon="shield" data-action="test-access" busy={isTesting} onClick={() => void test()}>
          {isTesting ? words.testing : words.test}
        </Button>
        <span className={shared.soft}>{words.testHint}</span>
      </div>
      {report && !isTesting && <AccessReportView report={report} />}
      <ReferenceFields protime={protime} />
    </Card>
  );
};
