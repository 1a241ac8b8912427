import type { ConnectionStatus } from '../../shared/connection.ts';
import { formatInstant } from '../../shared/i18n/format.ts';
import { useLanguage, useLocale, useMessages } from '../store/context.ts';
import shared from '../styles/shared.module.css';
import { Card } from '../ui/Card.tsx';
import { Facts } from '../ui/Facts.tsx';
import { RelativeTime } from '../ui/RelativeTime.tsx';
import { duration } from '../ui/relative-time.ts';
import { useNow } from '../ui/use-now.ts';
import styles from './ConnectionScreen.module.css';
import { msLeft } from './status-text.ts';

/** Clock offsets above this are shown. */
const CLOCK_WRONG_MS = 2 * 60_000;

/** Expiry, address and last received messages. */
export const ConnectionFacts = ({ status }: { status: ConnectionStatus }) => {
  const { connection } = useMessages();
  const locale = useLocale();
  const { publicUrl, heartbeat, lastEventAtMs, signed, webhookId, compare, clockOffsetMs } = status;
  const minutes = (count: number) => duration(count * 60_000, locale);
  const relativeOrNone = (ms: number | null) =>
    ms === null ? connection.none : <RelativeTime ms={ms} locale={locale} />;
  return (
    <Card title={connection.facts}>
      <Facts
        className={styles.facts}
        facts={[
          [connection.validUntil, <ValidUntil key="until" status={status} />],
          [connection.address, publicUrl ?? '–'],
          [connection.heartbeat, relativeOrNone(heartbeat.lastOkAtMs)],
          [connection.lastEvent, relativeOrNone(lastEventAtMs)],
          [connection.signature, webhookId === null ? undefined : signed ? connection.signed : connection.unsigned],
          [
            connection.compare,
            compare ? connection.compared(minutes(compare.nearMinutes), minutes(compare.farMinutes)) : undefined,
          ],
        ]}
      />
      {Math.abs(clockOffsetMs) > CLOCK_WRONG_MS && (
        <p className={shared.soft}>{connection.clockWrong(duration(Math.abs(clockOffsetMs), locale))}</p>
      )}
    </Card>
  );
};

const ValidUntil = ({ status }: { status: ConnectionStatus }) => {
  const { connection } = useMessages();
  const language = useLanguage();
  const locale = useLocale();
  const now = useNow();
  const left = msLeft(status, now);
  if (left === null) return '–';
  return (
    <>
      {formatInstant(now + status.clockOffsetMs + left, language, { dateStyle: 'medium', timeStyle: 'short' })}
      <span className={shared.soft}>
        {left > 0
          ? `${connection.left(duration(roundedToMinutes(left), locale))}, ${connection.renewsItself}`
          : connection.expired}
      </span>
    </>
  );
};

const roundedToMinutes = (ms: number): number => Math.max(60_000, Math.floor(ms / 60_000) * 60_000);
