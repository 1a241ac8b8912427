import type { Settings } from '../../shared/settings.ts';
import { useMessages } from '../store/context.ts';
import { RadioCards } from '../ui/RadioCards.tsx';
import styles from './SettingsScreen.module.css';
import { TextSetting } from './TextSetting.tsx';
import { useSetting } from './use-setting.ts';

const PROVIDERS = ['localtunnel', 'public-url'] as const;

/** Tunnel settings. */
export const ReachFields = ({ tunnel }: Pick<Settings, 'tunnel'>) => {
  const { settings: words } = useMessages();
  const { locked, save } = useSetting('tunnel.provider');
  return (
    <>
      <RadioCards
        label={words.provider}
        chosen={tunnel.provider}
        onChoose={(provider) => void save({ tunnel: { provider } })}
        options={PROVIDERS.map((value) => ({
          value,
          label: words.providers[value],
          hint: words.providerHints[value],
        }))}
        isWide
        locked={locked}
      />
      <div className={styles.pairs}>
        {tunnel.provider === 'localtunnel' ? (
          <>
            <TextSetting
              name="tunnel.host"
              hint={words.relayHostHint}
              inputMode="url"
              value={tunnel.host}
              toChange={(host) => ({ tunnel: { host } })}
            />
            <TextSetting
              name="tunnel.subdomain"
              hint={words.subdomainHint}
              value={tunnel.subdomain ?? ''}
              toChange={(text) => ({ tunnel: { subdomain: text.toLowerCase() || null } })}
            />
          </>
        ) : (
          <>
            <TextSetting
              name="tunnel.publicUrl"
              hint={words.publicUrlHint}
              inputMode="url"
              value={tunnel.publicUrl ?? ''}
              toChange={(text) => ({ tunnel: { publicUrl: text || null } })}
            />
            <TextSetting
              name="tunnel.receiverPort"
              hint={words.receiverPortHint}
              inputMode="numeric"
              value={String(tunnel.receiverPort)}
              toChange={(text) => ({ tunnel: { receiverPort: Number(text || Number.NaN) } })}
            />
          </>
        )}
      </div>
    </>
  );
};
