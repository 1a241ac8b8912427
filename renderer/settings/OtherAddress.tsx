import type { Settings } from '../../shared/settings.ts';
import { useMessages, useSettings } from '../store/context.ts';
import shared from '../styles/shared.module.css';
import { Button } from '../ui/Button.tsx';
import styles from './SettingsScreen.module.css';
import { useSetting } from './use-setting.ts';

const FIELDS = ['authUrl', 'apiUrl'] as const;

/** Shown when a settings file replaced the addresses of Protime, which no other field shows. */
export const OtherAddress = ({ protime }: Pick<Settings, 'protime'>) => {
  const { settings: words } = useMessages();
  const locked = useSettings((s) => s.view?.locked);
  const { error, save } = useSetting('protime.authUrl');
  const others = FIELDS.filter((field) => protime[field] !== null && !locked?.includes(`protime.${field}`));
  if (others.length === 0) return null;
  const hosts = [...new Set(others.map((field) => new URL(protime[field] ?? '').host))].join(', ');
  return (
    <div className={styles.row}>
      <span>{words.otherAddress(hosts)}</span>
      <Button
        data-action="use-protime-address"
        onClick={() => void save({ protime: Object.fromEntries(others.map((field) => [field, null])) })}
      >
        {words.useProtimeAddress}
      </Button>
      <span className={shared.soft} role="alert">
        {error}
      </span>
    </div>
  );
};
