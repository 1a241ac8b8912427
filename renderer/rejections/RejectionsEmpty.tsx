import { type ConnectionStatus, lastReceivedMs } from '../../shared/connection.ts';
import type { Messages } from '../../shared/i18n/index.ts';
import { useConnection, useMessages, useNavigation } from '../store/context.ts';
import { useInstants } from '../store/use-instants.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import type { Segment } from './segments.ts';

/**
 * What an empty list is worth: it can only be trusted while the app receives. Says since when it does, or does not.
 * @param time an instant in words.
 */
export const receivingWords = (
  status: ConnectionStatus,
  { empty }: Messages['rejections'],
  time: (ms: number) => string,
): { text: string; isTrusted: boolean } => {
  switch (status.state) {
    case 'live':
      return { text: empty.receivingSince(time(status.sinceMs)), isTrusted: true };
    case 'late':
    case 'down':
    case 'problem':
      return {
        text: empty.notReceivingSince(time(lastReceivedMs(status))),
        isTrusted: false,
      };
    case 'not-set-up':
      return { text: empty.notSetUp, isTrusted: false };
    case 'unsubscribed':
      return { text: empty.notSubscribed, isTrusted: false };
    case 'renewing':
      // A renewal of what had ended has not caught up yet.
      if (status.notReceivingSinceMs !== null) return { text: empty.connecting, isTrusted: false };
      return { text: empty.receivingSince(time(status.sinceMs)), isTrusted: true };
    default:
      return { text: empty.connecting, isTrusted: status.notReceivingSinceMs === null };
  }
};

export const RejectionsEmpty = ({ segment, hasOthers }: { segment: Segment; hasOthers: boolean }) => {
  const { rejections: words } = useMessages();
  const status = useConnection((s) => s.status);
  const link = useConnection((s) => s.link);
  const go = useNavigation((s) => s.go);
  const { timeOrDay } = useInstants();
  const { empty } = words;
  if (segment === 'acknowledged') return <EmptyState icon="check" title={empty.nothingAcknowledged} />;
  if (segment === 'withdrawn') return <EmptyState icon="undo" title={empty.nothingWithdrawn} />;

  const { text, isTrusted } =
    link === 'gone' || !status
      ? { text: link === 'gone' ? empty.notRunning : '', isTrusted: false }
      : receivingWords(status, words, timeOrDay);
  return (
    <EmptyState
      icon={isTrusted ? 'check' : 'info'}
      title={hasOthers ? empty.nothingOpen : isTrusted ? empty.nothing : empty.notKnown}
      action={!isTrusted && <Button onClick={() => go('connection')}>{empty.openConnection}</Button>}
    >
      {text}
    </EmptyState>
  );
};
