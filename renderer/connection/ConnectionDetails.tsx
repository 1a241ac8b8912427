import type { ConnectionStatus } from '../../shared/connection.ts';
import { useMessages, useSettings } from '../store/context.ts';
import shared from '../styles/shared.module.css';
import { Button } from '../ui/Button.tsx';
import { classNames } from '../ui/class-names.ts';
import { Facts } from '../ui/Facts.tsx';
import { useNow } from '../ui/use-now.ts';
import styles from './ConnectionScreen.module.css';
import { CopyDiagnostics } from './CopyDiagnostics.tsx';
import { EventInspector, type EventInspectorProps } from './EventInspector.tsx';
import { RemoteWebhooks } from './RemoteWebhooks.tsx';
import { type MainAction, mainAction } from './status-text.ts';
import { useConnectionActions } from './use-connection-actions.ts';

interface Props {
  status: ConnectionStatus;
  isOpen: boolean;
  onOpen: (isOpen: boolean) => void;
  messages: EventInspectorProps;
}

/** Technical facts for support, and the secondary actions. */
export const ConnectionDetails = ({ status, isOpen, onOpen, messages }: Props) => {
  const { common, connection } = useMessages();
  const info = useSettings((s) => s.info);
  const run = useConnectionActions();
  const main = mainAction(status, useNow());
  const secondaryActions = otherActions(status).filter((action) => action !== main);
  const { problem } = status;
  const facts = [
    [connection.webhook, status.webhookId ?? '–'],
    [connection.state, common.state[status.state]],
    [connection.heartbeat, connection.beats[status.heartbeat.state]],
    [connection.problem, problem?.code],
    [connection.doubtName, status.doubt?.reason],
    [connection.detail, problem?.detail],
    [connection.version, info?.version],
    [connection.dataDir, info?.dataDir],
  ] as const;
  return (
    <details
      className={classNames(shared.card, styles.details)}
      open={isOpen}
      onToggle={({ target, currentTarget }) => target === currentTarget && onOpen(currentTarget.open)}
    >
      <summary>{connection.details}</summary>
      <Facts
        className={styles.detailFacts}
        facts={facts.map(([name, value]) => [name, value && <code key={name}>{value}</code>])}
      />
      <div className={styles.detailActions}>
        {secondaryActions.map((action) => (
          <Button key={action} onClick={() => run(action)}>
            {action === 'set-up' ? connection.setUp : common.action[action]}
          </Button>
        ))}
        <CopyDiagnostics />
      </div>
      <RemoteWebhooks />
      <EventInspector {...messages} />
    </details>
  );
};

/** Actions that make sense in this state. Unsubscribe also stops an action that hangs. */
const otherActions = ({ state, webhookId }: ConnectionStatus): MainAction[] => {
  if (state === 'not-set-up') return ['open-settings'];
  if (webhookId === null) return state === 'unsubscribed' ? [] : ['unsubscribe'];
  return ['renew', 'retry', 'unsubscribe'];
};
