import { useState } from 'react';
import { CopyDiagnostics } from '../connection/CopyDiagnostics.tsx';
import { useMessages, useSettings } from '../store/context.ts';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { LicencesDialog } from './LicencesDialog.tsx';
import { SettingsFile } from './SettingsFile.tsx';
import styles from './SettingsScreen.module.css';

/** Version, data folder, licences, diagnostics and settings file. */
export const About = () => {
  const { common, settings: words } = useMessages();
  const info = useSettings((s) => s.info);
  const [showsLicences, setShowsLicences] = useState(false);
  return (
    <Card id="about" title={words.sections.about}>
      <dl className={styles.facts}>
        <dt>{words.version}</dt>
        <dd>
          {common.appName} {info?.version}
        </dd>
        <dt>{words.dataDir}</dt>
        <dd>
          <code>{info?.dataDir}</code>
        </dd>
      </dl>
      <div className={styles.row}>
        <Button icon="shield" data-action="licences" onClick={() => setShowsLicences(true)}>
          {words.licences.show}
        </Button>
        <CopyDiagnostics />
      </div>
      <SettingsFile />
      {showsLicences && <LicencesDialog onClose={() => setShowsLicences(false)} />}
    </Card>
  );
};
