import type { Messages } from '../../shared/i18n/index.ts';
import { isLoopback, type Settings } from '../../shared/settings.ts';
import { useMessages, useSettings } from '../store/context.ts';
import styles from './PrivacyNote.module.css';

/** Sentences about who can read the messages with the configured tunnel. */
export const privacySentences = (
  { tunnel, protime }: Pick<Settings, 'tunnel' | 'protime'>,
  { privacy }: Messages['connection'],
): string[] => {
  const { provider, host, publicUrl } = tunnel;
  const isLoopbackOnly = provider === 'public-url' && publicUrl !== null && isLoopback(hostName(publicUrl));
  if (isLoopbackOnly) return [privacy.local, privacy.names];
  const hasReferences = protime.peopleReferences.length + protime.activityReferences.length > 0;
  return [
    ...(provider === 'localtunnel' ? [privacy.relay(hostName(host)), tunnelSentence(host, privacy)] : [privacy.own]),
    privacy.names,
    ...(hasReferences ? [privacy.references] : []),
    ...(provider === 'localtunnel' ? [privacy.choice] : []),
  ];
};

const tunnelSentence = (host: string, { plain, encrypted }: Messages['connection']['privacy']): string =>
  host.toLowerCase().startsWith('tls:') ? encrypted : plain;

const hostName = (url: string): string => (URL.canParse(url) ? new URL(url).hostname : url);

export const PrivacyNote = () => {
  const { connection } = useMessages();
  const settings = useSettings((s) => s.view?.settings);
  if (!settings) return null;
  return (
    <div className={styles.note}>
      {privacySentences(settings, connection).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </div>
  );
};
