import { doubtShown } from '../../shared/connection.ts';
import { useConnection, useMessages, useNavigation } from '../store/context.ts';
import { useInstants } from '../store/use-instants.ts';
import { StatusPill } from '../ui/StatusPill.tsx';
import { VisuallyHidden } from '../ui/VisuallyHidden.tsx';
import { pillContent } from './connection-text.ts';

/** Connection state as icon and text; a click opens Connection. State changes are announced to screen readers. */
export const ConnectionPill = () => {
  const messages = useMessages();
  const status = useConnection((s) => s.status);
  const link = useConnection((s) => s.link);
  const go = useNavigation((s) => s.go);
  const { timeOrDay } = useInstants();
  const { tone, text } = pillContent(status, link, messages, timeOrDay);
  const doubt = link === 'up' && status ? doubtShown(status) : null;
  const hint = doubt ? messages.connection.doubt[doubt.reason](doubt.count) : messages.common.frame.openConnection;
  const announced = link === 'up' && status ? messages.common.state[status.state] : text;
  return (
    <>
      <StatusPill tone={tone} text={text} title={hint} onClick={() => go('connection')} />
      <span role="status">
        <VisuallyHidden>{announced}</VisuallyHidden>
      </span>
    </>
  );
};
