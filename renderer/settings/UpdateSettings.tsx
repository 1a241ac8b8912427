import type { Settings } from '../../shared/settings.ts';
import type { UpdateStatus } from '../../shared/update.ts';
import { useApi, useMessages, useUpdates } from '../store/context.ts';
import { useErrorToast } from '../store/use-error-toast.ts';
import { useInstants } from '../store/use-instants.ts';
import shared from '../styles/shared.module.css';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import styles from './SettingsScreen.module.css';
import { TextSetting } from './TextSetting.tsx';

/** Update feed and update status. */
export const UpdateSettings = ({ updates }: Pick<Settings, 'updates'>) => {
  const { updates: words, settings } = useMessages();
  const status = useUpdates();
  return (
    <Card id="updates" title={settings.sections.updates}>
      <TextSetting
        name="updates.feed"
        label={words.feed}
        hint={words.feedHint}
        inputMode="url"
        value={updates.feed ?? ''}
        toChange={(text) => ({ updates: { feed: text || null } })}
      />
      <div role="status" data-update={status.state}>
        <UpdateStatusText status={status} />
      </div>
      <UpdateAction status={status} />
    </Card>
  );
};

const UpdateStatusText = ({ status }: { status: UpdateStatus }) => {
  const { updates: words } = useMessages();
  const { timeOrDay } = useInstants();
  switch (status.state) {
    case 'unsupported':
      return null;
    case 'off':
    case 'checking':
      return <p>{words[status.state]}</p>;
    case 'none':
      return <p>{status.checkedAtMs === null ? words.notAsked : words.none(timeOrDay(status.checkedAtMs))}</p>;
    case 'available':
      return status.found.isManual ? (
        <>
          <p>{words.byHand(status.found.version)}</p>
          <p>
            <code className={styles.address}>{status.found.url}</code>
          </p>
        </>
      ) : (
        <TwoLines first={words.available(status.found.version)} then={words.availableHint} />
      );
    case 'downloading':
      return <p>{words.downloading(status.found.version, status.percent)}</p>;
    case 'downloaded':
      return <TwoLines first={words.downloaded(status.found.version)} then={words.downloadedHint} />;
    case 'failed':
      return <TwoLines first={words.failed[status.during]} then={words.reason[status.reason]} />;
  }
};

const TwoLines = ({ first, then }: { first: string; then: string }) => (
  <>
    <p>{first}</p>
    <p className={shared.soft}>{then}</p>
  </>
);

const UpdateAction = ({ status }: { status: UpdateStatus }) => {
  const { updates: words } = useMessages();
  const api = useApi();
  const showError = useErrorToast();
  const ask = (name: 'updates.check' | 'updates.download' | 'updates.install') => () =>
    void api.call(name, undefined).catch(showError);
  const isBusy = status.state === 'checking' || status.state === 'downloading';
  if (status.state === 'off' || status.state === 'unsupported') return null;
  if (status.state === 'downloaded')
    return (
      <div>
        <Button variant="primary" icon="refresh" onClick={ask('updates.install')}>
          {words.restart}
        </Button>
      </div>
    );
  const canDownload = (status.state === 'available' || status.state === 'failed') && status.found?.isManual === false;
  return (
    <div className={styles.row}>
      {canDownload && (
        <Button variant="primary" icon="download" onClick={ask('updates.download')}>
          {words.download}
        </Button>
      )}
      <Button icon="refresh" busy={isBusy} onClick={ask('updates.check')}>
        {words.check}
      </Button>
    </div>
  );
};
