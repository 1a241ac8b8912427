import { useEffect, useRef } from 'react';
import type { SettingsView } from '../../shared/settings.ts';
import { AccessReportView } from '../settings/AccessReportView.tsx';
import { CredentialFields } from '../settings/ProtimeFields.tsx';
import { useAccessTest } from '../settings/use-access-test.ts';
import { useMessages, useSettings } from '../store/context.ts';
import { Button } from '../ui/Button.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import styles from './FirstRun.module.css';
import { hasCredentials } from './progress.ts';
import { StepFrame } from './StepFrame.tsx';
import type { StepProps } from './step.ts';

/** A key that changes when tenant, environment or client id change; undefined while incomplete. */
const credentialsKey = (view: SettingsView | null): string | undefined => {
  if (!view || !hasCredentials(view)) return undefined;
  const { tenant, environment, clientId } = view.settings.protime;
  return [tenant, environment, clientId].join('\n');
};

/** Tenant and credentials; tested when complete and after each change. */
export const CredentialsStep = ({ onNext, onBack }: StepProps) => {
  const { firstRun, settings: words } = useMessages();
  const view = useSettings((s) => s.view);
  const { report, isTesting, test } = useAccessTest();
  const runTest = useRef(test);
  runTest.current = test;
  const key = credentialsKey(view);

  useEffect(() => {
    if (key !== undefined) void runTest.current();
  }, [key]);

  if (!view) return null;
  const isReady = key !== undefined && report?.ok === true && !isTesting;
  return (
    <StepFrame
      heading={firstRun.credentials.heading}
      text={firstRun.credentials.text}
      onBack={onBack}
      next={
        <Button variant="primary" disabled={!isReady} onClick={onNext}>
          {firstRun.next}
        </Button>
      }
    >
      <div className={styles.fields}>
        <CredentialFields protime={view.settings.protime} onSecretSaved={() => key !== undefined && void test()} />
      </div>
      <div className={styles.result} aria-live="polite">
        {key === undefined && <p className={styles.soft}>{firstRun.credentials.incomplete}</p>}
        {key !== undefined && isTesting && (
          <p className={styles.soft}>
            <Spinner /> {words.testing}
          </p>
        )}
        {key !== undefined && report && !isTesting && (
          <>
            <AccessReportView report={report} />
            {!report.ok && (
              <div>
                <Button icon="refresh" onClick={() => void test()}>
                  {words.test}
                </Button>
              </div>
            )}
          </>
        )}
      </div>
    </StepFrame>
  );
};
