import type { Settings } from '../../shared/settings.ts';
import { tomorrowMorning } from '../../shared/time.ts';
import { useMessages, useNames, useStores } from '../store/context.ts';
import { useTexts } from '../store/texts.ts';
import { useErrorToast } from '../store/use-error-toast.ts';
import shared from '../styles/shared.module.css';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { useNow } from '../ui/use-now.ts';
import { MultiSelectSetting } from './MultiSelectSetting.tsx';
import { MutedNote } from './MutedNote.tsx';
import { QuietHours } from './QuietHours.tsx';
import { RecentNotices } from './RecentNotices.tsx';
import styles from './SettingsScreen.module.css';
import { SwitchSetting } from './SwitchSetting.tsx';
import { useTestNotice } from './use-test-notice.ts';

/** Notification settings. */
export const NotificationSettings = ({ notifications }: Pick<Settings, 'notifications'>) => {
  const { common, settings: words } = useMessages();
  const texts = useTexts();
  const { settings } = useStores();
  const people = [...useNames((s) => s.people).values()]
    .map(({ id }) => ({ value: id, label: texts.person(id) }))
    .sort((a, b) => a.label.localeCompare(b.label));
  const activities = [...useNames((s) => s.activities).keys()]
    .map((id) => ({ value: id, label: texts.activity(id) }))
    .sort((a, b) => a.label.localeCompare(b.label));
  const isMuted = (notifications.mutedUntilMs ?? 0) > useNow();
  const mute = (mutedUntilMs: number) => {
    settings.getState().update({ notifications: { mutedUntilMs } }).catch(showError);
  };
  const showError = useErrorToast();
  const { permission, send } = useTestNotice();
  const hints = {
    rejected: '',
    withdrawn: words.withdrawnHint,
    connection: words.connectionHint,
    sound: '',
    showNames: words.showNamesHint,
  };
  return (
    <Card id="notifications" title={words.sections.notifications}>
      <MutedNote>{words.mutedHint}</MutedNote>
      <div className={shared.form}>
        {SWITCHES.map((name) => (
          <SwitchSetting
            key={name}
            name={`notifications.${name}`}
            hint={hints[name]}
            checked={notifications[name]}
            toChange={(on) => ({ notifications: { [name]: on } })}
          />
        ))}
      </div>
      <QuietHours notifications={notifications} />
      <div className={styles.pairs}>
        <MultiSelectSetting
          name="notifications.onlyPeople"
          hint={words.only.peopleHint}
          chosen={notifications.onlyPeople}
          all={people}
          toChange={(onlyPeople) => ({ notifications: { onlyPeople } })}
        />
        <MultiSelectSetting
          name="notifications.onlyActivities"
          hint={words.only.activitiesHint}
          chosen={notifications.onlyActivities}
          all={activities}
          toChange={(onlyActivities) => ({ notifications: { onlyActivities } })}
        />
      </div>
      {permission !== 'granted' && <p className={shared.soft}>{words.permission[permission]}</p>}
      <div className={styles.row}>
        <Button icon="bell" onClick={() => void send()}>
          {words.sendTest}
        </Button>
      </div>
      {!isMuted && (
        <fieldset className={styles.mutes}>
          <legend className={styles.legend}>{common.tray.mute}</legend>
          <Button onClick={() => mute(Date.now() + HOUR_MS)}>{common.tray.muteHour}</Button>
          <Button onClick={() => mute(tomorrowMorning(Date.now()))}>{common.tray.muteUntilTomorrow}</Button>
        </fieldset>
      )}
      <RecentNotices />
    </Card>
  );
};

const HOUR_MS = 3_600_000;
const SWITCHES = ['rejected', 'withdrawn', 'connection', 'sound', 'showNames'] as const;
