import { useId, useState } from 'react';
import { ADDRESS_SETTINGS, type AlteredSetting } from '../../shared/settings-file.ts';
import { useMessages } from '../store/context.ts';
import shared from '../styles/shared.module.css';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import styles from './SettingsPreview.module.css';
import { settingName } from './setting-name.ts';

interface Props {
  altered: readonly AlteredSetting[];
  /** About settings of the file that cannot be used. */
  note: string | undefined;
  onUse: (names: ReadonlySet<string>) => void;
  onClose: () => void;
}

/** What a settings file would change. Addresses are used only if they are ticked one by one. */
export const SettingsPreview = ({ altered, note, onUse, onClose }: Props) => {
  const messages = useMessages();
  const { common, settings } = messages;
  const words = settings.settingsFile;
  const addresses = altered.filter(({ name }) => ADDRESS_SETTINGS.includes(name));
  const others = altered.filter(({ name }) => !ADDRESS_SETTINGS.includes(name));
  const [ticked, setTicked] = useState<ReadonlySet<string>>(() => new Set(others.map(({ name }) => name)));
  const group = { ticked, onChange: setTicked };
  return (
    <Dialog
      title={words.title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button variant="primary" disabled={ticked.size === 0} onClick={() => onUse(ticked)}>
            {words.use(ticked.size)}
          </Button>
        </>
      }
    >
      <div className={shared.form}>
        <p>{words.intro}</p>
        {addresses.length > 0 && (
          <Group {...group} title={words.addresses} hint={words.addressesHint} settings={addresses} />
        )}
        {others.length > 0 && <Group {...group} title={words.others} settings={others} />}
        {note !== undefined && <p className={shared.soft}>{note}</p>}
      </div>
    </Dialog>
  );
};

interface GroupProps {
  title: string;
  hint?: string;
  settings: readonly AlteredSetting[];
  ticked: ReadonlySet<string>;
  onChange: (ticked: ReadonlySet<string>) => void;
}

const Group = ({ title, hint, settings, ticked, onChange }: GroupProps) => {
  const hintId = useId();
  return (
    <fieldset className={styles.group} aria-describedby={hint && hintId}>
      <legend>{title}</legend>
      {hint && (
        <p id={hintId} className={shared.soft}>
          {hint}
        </p>
      )}
      {settings.map((setting) => (
        <OneSetting
          key={setting.name}
          {...setting}
          isTicked={ticked.has(setting.name)}
          onChange={(isTicked) => {
            const next = new Set(ticked);
            if (isTicked) next.add(setting.name);
            else next.delete(setting.name);
            onChange(next);
          }}
        />
      ))}
    </fieldset>
  );
};

interface OneSettingProps extends AlteredSetting {
  isTicked: boolean;
  onChange: (isTicked: boolean) => void;
}

const OneSetting = ({ name, before, after, isTicked, onChange }: OneSettingProps) => {
  const messages = useMessages();
  const [from, to] = [before, after].map((value) => valueText(value, messages));
  return (
    <label className={styles.setting}>
      <input type="checkbox" checked={isTicked} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span className={styles.name}>{settingName(name, messages)}</span>
      {to !== undefined && (
        <span className={styles.values}>
          <s>{from}</s> <bdi>{to}</bdi>
        </span>
      )}
    </label>
  );
};

/** A value in words; undefined where it has no short form. */
const valueText = (value: unknown, { common, settings }: ReturnType<typeof useMessages>): string | undefined => {
  if (Array.isArray(value) && value.length > 0) return value.join(', ');
  if (value === null || value === '' || Array.isArray(value)) return settings.settingsFile.empty;
  if (typeof value === 'boolean') return value ? common.yes : common.no;
  return typeof value === 'object' ? undefined : String(value);
};
