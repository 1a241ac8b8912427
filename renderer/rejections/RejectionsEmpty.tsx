import { type ConnectionStatus, doubtShown, lastReceivedMs } from '../../shared/connection.ts';
import type { Messages } from '../../shared/i18n/index.ts';
import type { Rejection } from '../../shared/rejection.ts';
import { useConnection, useLocale, useMessages, useNavigation } from '../store/context.ts';
import { useInstants } from '../store/use-instants.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { instantRange } from '../ui/instant-range.ts';
import styles from './RejectionsScreen.module.css';
import type { Segment } from './segments.ts';
import { type SinceLastRejection, sinceLastRejection } from './since-last-rejection.ts';

/**
 * Text for an empty list and whether it can be trusted, i.e. whether the app is receiving.
 * @param time formats an instant.
 */
export const receivingText = (
  status: ConnectionStatus,
  { rejections: { empty }, connection }: Pick<Messages, 'rejections' | 'connection'>,
  time: (ms: number) => string,
): { text: string; isReceiving: boolean } => {
  const doubt = doubtShown(status);
  if (doubt) return { text: connection.doubt[doubt.reason](doubt.count), isReceiving: false };
  switch (status.state) {
    case 'live':
      return { text: empty.receivingSince(time(status.sinceMs)), isReceiving: true };
    case 'late':
    case 'down':
    case 'problem':
      return {
        text: empty.notReceivingSince(time(lastReceivedMs(status))),
        isReceiving: false,
      };
    case 'not-set-up':
      return { text: empty.notSetUp, isReceiving: false };
    case 'unsubscribed':
      return { text: empty.notSubscribed, isReceiving: false };
    case 'renewing':
      // The subscription had ended and the missed changes are not read yet.
      if (status.notReceivingSinceMs !== null) return { text: empty.connecting, isReceiving: false };
      return { text: empty.receivingSince(time(status.sinceMs)), isReceiving: true };
    default:
      return { text: empty.connecting, isReceiving: status.notReceivingSinceMs === null };
  }
};

interface Props {
  segment: Segment;
  /** All rejections, in any state. */
  list: readonly Rejection[];
}

/** Empty state of the list. */
export const RejectionsEmpty = ({ segment, list }: Props) => {
  const messages = useMessages();
  const status = useConnection((s) => s.status);
  const link = useConnection((s) => s.link);
  const go = useNavigation((s) => s.go);
  const { timeOrDay } = useInstants();
  const { empty } = messages.rejections;
  if (segment === 'acknowledged') return <EmptyState icon="check" title={empty.nothingAcknowledged} />;
  if (segment === 'withdrawn') return <EmptyState icon="undo" title={empty.nothingWithdrawn} />;
  if (segment === 'others') return <EmptyState icon="check" title={empty.nothingOfOthers} />;
  if (segment === 'snoozed') return <EmptyState icon="clock" title={empty.nothingSnoozed} />;

  const { text, isReceiving } =
    link === 'gone' || !status
      ? { text: link === 'gone' ? empty.notRunning : '', isReceiving: false }
      : receivingText(status, messages, timeOrDay);
  const sinceLast = status ? sinceLastRejection(list, status.gaps) : undefined;
  return (
    <EmptyState
      icon={isReceiving ? 'check' : 'info'}
      title={list.length > 0 ? empty.nothingOpen : isReceiving ? empty.nothing : empty.notKnown}
      action={!isReceiving && <Button onClick={() => go('connection')}>{empty.openConnection}</Button>}
    >
      {isReceiving && sinceLast && sinceLast.gaps.length === 0 ? (
        empty.sinceLast(timeOrDay(sinceLast.sinceMs))
      ) : (
        <p>{text}</p>
      )}
      {sinceLast && sinceLast.gaps.length > 0 && <Gaps sinceLast={sinceLast} />}
    </EmptyState>
  );
};

/** Number of gaps shown; all are on the Connection screen. */
const MAX_GAPS = 4;

const Gaps = ({ sinceLast }: { sinceLast: SinceLastRejection }) => {
  const { empty } = useMessages().rejections;
  const locale = useLocale();
  const { timeOrDay } = useInstants();
  const found = (count: number | null) => (count === null ? empty.gapUnread : empty.gapFound(count));
  return (
    <div className={styles.gaps}>
      <p>{empty.sinceLastButGaps(timeOrDay(sinceLast.sinceMs))}</p>
      <ul>
        {sinceLast.gaps.slice(-MAX_GAPS).map((gap) => (
          <li key={gap.fromMs}>
            {empty.gap(instantRange(gap.fromMs, gap.untilMs ?? Date.now(), locale))} · {found(gap.found)}
          </li>
        ))}
      </ul>
    </div>
  );
};
