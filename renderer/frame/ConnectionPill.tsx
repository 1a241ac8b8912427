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
  const announced = link === 'up' && status ? messages.common.state[status.state] : text;
  return (
    <>
      <StatusPill
        tone={tone}
        text={text}
        title={messages.common.frame.openConnection}
        onClick={() => go('connection')}
      />
      <span role="status">
        <VisuallyHidden>{announced}</VisuallyHidden>
      </span>
    </>
  );
};
