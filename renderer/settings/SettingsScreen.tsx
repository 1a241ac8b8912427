import { type Settings, settings as settingsSchema } from '../../shared/settings.ts';
import { PrivacyNote } from '../connection/PrivacyNote.tsx';
import { useMessages, useSettings, useUpdates } from '../store/context.ts';
import shared from '../styles/shared.module.css';
import { Card } from '../ui/Card.tsx';
import { Loading } from '../ui/Spinner.tsx';
import { About } from './About.tsx';
import { ChoiceSetting } from './ChoiceSetting.tsx';
import { DemoBanner } from './DemoBanner.tsx';
import { DataSettings } from './data/DataSettings.tsx';
import { NotificationSettings } from './NotificationSettings.tsx';
import { numberOptions } from './number-options.ts';
import { PlanSettings } from './PlanSettings.tsx';
import { ProtimeSettings } from './ProtimeSettings.tsx';
import { ReachFields } from './ReachFields.tsx';
import styles from './SettingsScreen.module.css';
import { SwitchSetting } from './SwitchSetting.tsx';
import { UpdateSettings } from './UpdateSettings.tsx';

type Section = keyof ReturnType<typeof useMessages>['settings']['sections'];
/** The Settings screen; changes are saved immediately. */
export const SettingsScreen = () => {
  const { settings: words } = useMessages();
  const settings = useSettings((s) => s.view?.settings);
  const isDesktop = useSettings((s) => s.info?.shell === 'desktop');
  const canUpdate = useUpdates().state !== 'unsupported';
  if (!settings) return <Loading />;
  const isVisible = (section: Section) => (section !== 'computer' || isDesktop) && (section !== 'updates' || canUpdate);
  const sections = (Object.keys(words.sections) as Section[]).filter(isVisible);
  return (
    <div className={styles.page}>
      <nav className={styles.jump} aria-label={words.jump}>
        <ul>
          {sections.map((section) => (
            <li key={section}>
              <button type="button" onClick={() => scrollToSection(section)}>
                {words.sections[section]}
              </button>
            </li>
          ))}
        </ul>
        <p className={shared.soft}>{words.intro}</p>
      </nav>
      <div className={styles.cards}>
        <DemoBanner />
        <ProtimeSettings protime={settings.protime} />
        <Card id="reach" title={words.sections.reach}>
          <ReachFields tunnel={settings.tunnel} />
          <div className={styles.privacy}>
            <PrivacyNote />
          </div>
        </Card>
        <SyncSettings settings={settings} />
        <NotificationSettings notifications={settings.notifications} />
        <AppearanceSettings settings={settings} />
        {isDesktop && <ComputerSettings settings={settings} />}
        <DataSettings retention={settings.retention} />
        {canUpdate && <UpdateSettings updates={settings.updates} />}
        <About />
      </div>
    </div>
  );
};

const scrollToSection = (section: Section) => {
  const card = document.getElementById(section);
  card?.scrollIntoView({ block: 'start' });
  card?.focus({ preventScroll: true });
};

const MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
const REQUESTS = [180, 240, 480, 960, 1800, 3600];
const START_MONTHS = [0, ...MONTHS, 18, 24];

const SyncSettings = ({ settings: { sync } }: { settings: Settings }) => {
  const { settings: words } = useMessages();
  return (
    <Card id="reading" title={words.sections.reading} hint={words.readingHint}>
      <div className={styles.pairs}>
        <ChoiceSetting
          name="sync.monthsBack"
          value={String(sync.monthsBack)}
          options={numberOptions([0, ...MONTHS], sync.monthsBack, words.months)}
          toChange={(months) => ({ sync: { monthsBack: Number(months) } })}
        />
        <ChoiceSetting
          name="sync.monthsAhead"
          value={String(sync.monthsAhead)}
          options={numberOptions(MONTHS, sync.monthsAhead, words.months)}
          toChange={(months) => ({ sync: { monthsAhead: Number(months) } })}
        />
      </div>
      <ChoiceSetting
        name="sync.startedMonthsBefore"
        label={words.startedMonthsBefore}
        hint={words.startedMonthsBeforeHint}
        value={String(sync.startedMonthsBefore)}
        options={numberOptions(START_MONTHS, sync.startedMonthsBefore, words.months)}
        toChange={(months) => ({ sync: { startedMonthsBefore: Number(months) } })}
      />
      <ChoiceSetting
        name="sync.requestsPerHour"
        label={words.requestsPerHour}
        hint={words.requestsPerHourHint}
        value={String(sync.requestsPerHour)}
        options={numberOptions(REQUESTS, sync.requestsPerHour, String)}
        toChange={(requests) => ({ sync: { requestsPerHour: Number(requests) } })}
      />
    </Card>
  );
};

const LANGUAGES = settingsSchema.shape.language.unwrap().options;
const THEMES = settingsSchema.shape.theme.unwrap().options;

const AppearanceSettings = ({ settings: { language, theme, plan } }: { settings: Settings }) => {
  const { settings: words } = useMessages();
  return (
    <Card id="look" title={words.sections.look}>
      <div className={styles.pairs}>
        <ChoiceSetting
          name="language"
          value={language}
          options={LANGUAGES.map((value) => ({ value, label: words.languages[value] }))}
          toChange={(next) => ({ language: next })}
        />
        <ChoiceSetting
          name="theme"
          value={theme}
          options={THEMES.map((value) => ({ value, label: words.themes[value] }))}
          toChange={(next) => ({ theme: next })}
        />
        <PlanSettings plan={plan} />
      </div>
    </Card>
  );
};

const ComputerSettings = ({ settings: { startAtLogin, closeToTray, unsubscribeOnQuit } }: { settings: Settings }) => {
  const { settings: words } = useMessages();
  return (
    <Card id="computer" title={words.sections.computer}>
      <div className={shared.form}>
        <SwitchSetting
          name="startAtLogin"
          hint={words.startAtLoginHint}
          checked={startAtLogin}
          toChange={(on) => ({ startAtLogin: on })}
        />
        <SwitchSetting
          name="closeToTray"
          hint={words.closeToTrayHint}
          checked={closeToTray}
          toChange={(on) => ({ closeToTray: on })}
        />
        <SwitchSetting
          name="unsubscribeOnQuit"
          hint={words.unsubscribeOnQuitHint}
          checked={unsubscribeOnQuit}
          toChange={(on) => ({ unsubscribeOnQuit: on })}
        />
      </div>
    </Card>
  );
};
