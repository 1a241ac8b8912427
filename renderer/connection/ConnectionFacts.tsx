import type { ReactNode } from 'react';
import type { ConnectionStatus } from '../../shared/connection.ts';
import { formatInstant } from '../../shared/i18n/format.ts';
import { useLanguage, useLocale, useMessages } from '../store/context.ts';
import shared from '../styles/shared.module.css';
import { Card } from '../ui/Card.tsx';
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
  const { publicUrl, heartbeat, lastEventAtMs, signed, waiting, webhookId, clockOffsetMs } = status;
  const relativeOrNone = (ms: number | null) =>
    ms === null ? connection.none : <RelativeTime ms={ms} locale={locale} />;
  return (
    <Card title={connection.facts}>
      <dl className={styles.facts}>
        <Fact name={connection.validUntil}>
          <ValidUntil status={status} />
        </Fact>
        <Fact name={connection.address}>{publicUrl ? <span className={styles.address}>{publicUrl}</span> : '–'}</Fact>
        <Fact name={connection.heartbeat}>{relativeOrNone(heartbeat.lastOkAtMs)}</Fact>
        <Fact name={connection.lastEvent}>{relativeOrNone(lastEventAtMs)}</Fact>
        {webhookId !== null && (
          <Fact name={connection.signature}>{signed ? connection.signed : connection.unsigned}</Fact>
        )}
      </dl>
      {Math.abs(clockOffsetMs) > CLOCK_WRONG_MS && (
        <p className={shared.soft}>{connection.clockWrong(duration(Math.abs(clockOffsetMs), locale))}</p>
      )}
      {waiting > 0 && <p className={shared.soft}>{connection.waiting(waiting)}</p>}
    </Card>
  );
};

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

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
