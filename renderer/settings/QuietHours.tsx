import { formatDay } from '../../shared/i18n/format.ts';
import type { Settings } from '../../shared/settings.ts';
import { formatClock } from '../../shared/time.ts';
import { useLanguage, useMessages } from '../store/context.ts';
import { Chip } from '../ui/Chip.tsx';
import { ChoiceSetting } from './ChoiceSetting.tsx';
import { numberOptions } from './number-options.ts';
import { SavedIndicator } from './SavedIndicator.tsx';
import styles from './SettingsScreen.module.css';
import { SwitchSetting } from './SwitchSetting.tsx';
import { useSetting } from './use-setting.ts';

const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6] as const;
/** 5 January 2026 was a Monday. */
const dayOfWeekday = (weekday: number) => `2026-01-${String(5 + weekday).padStart(2, '0')}`;
const HOURS = [0, 1, 2, 4, 8, 12, 24, 48, 72];

/** Every half hour plus the current value, always in 24-hour format (native time fields follow the browser's locale). */
const timesOfDay = (currentMinutes: number) =>
  numberOptions(
    Array.from({ length: 48 }, (_, i) => i * 30),
    currentMinutes,
    formatClock,
  );

/** Quiet hours and their exceptions. */
export const QuietHours = ({ notifications }: Pick<Settings, 'notifications'>) => {
  const { quietHours: words } = useMessages().settings;
  const language = useLanguage();
  const { quietHours, breakThroughHours } = notifications;
  const days = useSetting('notifications.quietHours.days');
  const toggle = (day: number) => {
    const next = quietHours.days.includes(day) ? quietHours.days.filter((d) => d !== day) : [...quietHours.days, day];
    void days.save({ notifications: { quietHours: { days: next.toSorted() } } });
  };
  return (
    <>
      <SwitchSetting
        name="notifications.quietHours.on"
        hint={words.hint}
        checked={quietHours.on}
        toChange={(on) => ({ notifications: { quietHours: { on } } })}
      />
      {quietHours.on && (
        <div className={styles.indented}>
          <fieldset className={styles.weekdays}>
            <legend className={styles.legend}>{words.days}</legend>
            {WEEKDAYS.map((day) => (
              <Chip key={day} pressed={quietHours.days.includes(day)} onToggle={() => toggle(day)}>
                {formatDay(dayOfWeekday(day), language, { weekday: 'short' })}
              </Chip>
            ))}
            <SavedIndicator isSaved={days.isSaved} />
          </fieldset>
          <div className={styles.pairs}>
            {(['fromMinutes', 'untilMinutes'] as const).map((name) => (
              <ChoiceSetting
                key={name}
                name={`notifications.quietHours.${name}`}
                label={words[name]}
                value={String(quietHours[name])}
                options={timesOfDay(quietHours[name])}
                toChange={(minutes) => ({ notifications: { quietHours: { [name]: Number(minutes) } } })}
              />
            ))}
            <ChoiceSetting
              name="notifications.breakThroughHours"
              hint={words.breakThroughHint}
              value={String(breakThroughHours)}
              options={numberOptions(HOURS, breakThroughHours, words.hours)}
              toChange={(n) => ({ notifications: { breakThroughHours: Number(n) } })}
            />
          </div>
        </div>
      )}
    </>
  );
};
