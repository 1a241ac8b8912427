import { type ConnectionStatus, doubtShown } from '../../shared/connection.ts';
import { PUT_ASIDE_REASONS, type PutAsideReason } from '../../shared/unapplied.ts';
import { useLocale, useMessages } from '../store/context.ts';
import { useInstants } from '../store/use-instants.ts';
import shared from '../styles/shared.module.css';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import styles from './UnappliedCard.module.css';
import { useConnectionActions } from './use-connection-actions.ts';

/** Reasons whose messages are kept, so that they can be looked at. */
const KEPT: ReadonlySet<PutAsideReason> = new Set(['unreadable', 'not-processed', 'over-quota']);

interface Props {
  status: ConnectionStatus;
  onShowMessages: () => void;
}

/** What arrived and is not in the plan: what waits, what was put aside, and changes that came without a message. */
export const UnappliedCard = ({ status, onShowMessages }: Props) => {
  const { connection } = useMessages();
  const { timeOrDay } = useInstants();
  const run = useConnectionActions();
  const { waiting, unapplied } = status;
  const { waitingSinceMs, notArrived, readAgainAtMs } = unapplied;
  const lines = putAsideLines(status);
  const isEmpty = waiting === 0 && notArrived.sinceMs === null && lines.length === 0;
  // In doubt, the main button of the page says the same.
  const canRead = (status.state === 'live' || status.state === 'late') && !doubtShown(status);
  return (
    <Card
      title={connection.unapplied.title}
      tools={
        canRead && (
          <Button variant="quiet" icon="refresh" busy={status.busy} onClick={() => run('retry')}>
            {connection.readAgain}
          </Button>
        )
      }
    >
      {isEmpty && <p>{connection.unapplied.none}</p>}
      {waiting > 0 && (
        <p>
          {connection.waiting(waiting)}.{' '}
          {waitingSinceMs !== null && connection.unapplied.waitingSince(timeOrDay(waitingSinceMs))}
        </p>
      )}
      {notArrived.sinceMs !== null && (
        <p>{connection.unapplied.notArrived(notArrived.count, timeOrDay(notArrived.sinceMs))}</p>
      )}
      {lines.length > 0 && (
        <ul className={styles.reasons}>
          {lines.map((line) => (
            <ReasonLine key={line.reason} {...line} onShowMessages={onShowMessages} />
          ))}
        </ul>
      )}
      {readAgainAtMs !== null && <p className={shared.soft}>{connection.unapplied.next(timeOrDay(readAgainAtMs))}</p>}
    </Card>
  );
};

interface Line {
  reason: PutAsideReason;
  today: number;
  unsettled: number;
  unsettledSinceMs: number | null;
  known: number;
}

const putAsideLines = ({ unapplied: { putAside } }: ConnectionStatus): Line[] =>
  PUT_ASIDE_REASONS.map((reason) => ({
    reason,
    today: putAside.today[reason] ?? 0,
    unsettled: putAside.unsettled[reason] ?? 0,
    unsettledSinceMs: putAside.sinceMs,
    known: putAside.known[reason] ?? 0,
  })).filter(({ today, unsettled, known }) => today + unsettled + known > 0);

const ReasonLine = ({
  reason,
  today,
  unsettled,
  unsettledSinceMs,
  known,
  onShowMessages,
}: Line & Pick<Props, 'onShowMessages'>) => {
  const {
    connection: { unapplied: words },
  } = useMessages();
  const { timeOrDay } = useInstants();
  const number = new Intl.NumberFormat(useLocale());
  const counts = [
    today > 0 && words.today(number.format(today)),
    unsettled > 0 &&
      unsettledSinceMs !== null &&
      words.unsettled(number.format(unsettled), timeOrDay(unsettledSinceMs)),
    known > 0 && words.known(number.format(known)),
  ].filter(Boolean);
  return (
    <li data-reason={reason}>
      <strong>{words.reasons[reason]}</strong>
      <span className={shared.soft}>{counts.join(' · ')}</span>
      {KEPT.has(reason) && (
        <Button variant="quiet" onClick={onShowMessages}>
          {words.show}
        </Button>
      )}
    </li>
  );
};
