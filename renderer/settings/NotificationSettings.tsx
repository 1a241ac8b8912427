import type { Settings } from '../../shared/settings.ts';
import { useApi, useMessages } from '../store/context.ts';
import { useTellFailure } from '../store/use-tell-failure.ts';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { MutedNote } from './MutedNote.tsx';
import styles from './SettingsScreen.module.css';
import { SwitchSetting } from './SwitchSetting.tsx';
import { useNotificationPermission } from './use-notification-permission.ts';

/** What the planner is told of, and how much of it strangers may read. */
export const NotificationSettings = ({ notifications }: Pick<Settings, 'notifications'>) => {
  const { settings: words } = useMessages();
  const api = useApi();
  const tellFailure = useTellFailure();
  const { permission, ask } = useNotificationPermission();
  const sendTest = async () => {
    await ask();
    await api.call('notices.test', undefined).catch(tellFailure);
  };
  const hints = {
    rejected: '',
    withdrawn: words.withdrawnHint,
    connection: words.connectionHint,
    showNames: words.showNamesHint,
  };
  return (
    <Card id="notifications" title={words.sections.notifications}>
      <MutedNote mutedUntilMs={notifications.mutedUntilMs} />
      <div className={styles.switches}>
        {NAMES.map((name) => (
          <SwitchSetting
            key={name}
            name={`notifications.${name}`}
            label={words.notify[name]}
            hint={hints[name]}
            checked={notifications[name]}
            toChange={(on) => ({ notifications: { [name]: on } })}
          />
        ))}
      </div>
      {permission !== 'granted' && <p className={styles.soft}>{words.permission[permission]}</p>}
      <div className={styles.row}>
        <Button icon="bell" onClick={() => void sendTest()}>
          {words.sendTest}
        </Button>
      </div>
    </Card>
  );
};

const NAMES = ['rejected', 'withdrawn', 'connection', 'showNames'] as const;
