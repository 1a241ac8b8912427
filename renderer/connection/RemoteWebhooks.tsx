import { useState } from 'react';
import type { RemoteWebhooks as Remote, RemoteWebhook } from '../../shared/webhook.ts';
import { useApi, useMessages, useToasts } from '../store/context.ts';
import { problemOf } from '../store/request-error.ts';
import { useTexts } from '../store/texts.ts';
import shared from '../styles/shared.module.css';
import { Button } from '../ui/Button.tsx';
import { HeldRows } from '../ui/held/HeldRows.tsx';
import styles from './EventInspector.module.css';

/** Webhooks of this app at Protime; stray ones can be deleted. Loaded on request. */
export const RemoteWebhooks = () => {
  const { inspector, problems } = useMessages();
  const api = useApi();
  const show = useToasts((s) => s.show);
  const [remote, setRemote] = useState<Remote>();
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const run = async (task: () => Promise<Remote>, done?: string) => {
    setIsBusy(true);
    setProblem(undefined);
    try {
      setRemote(await task());
      if (done) show({ text: done });
    } catch (error) {
      const { title, advice } = problems[problemOf(error).code];
      setProblem(`${title}. ${advice}`);
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <section className={styles.webhooks} aria-label={inspector.webhooks}>
      <h3>{inspector.webhooks}</h3>
      <p className={shared.soft}>{inspector.webhooksHint}</p>
      <div>
        <Button icon="refresh" busy={isBusy} onClick={() => void run(() => api.call('connection.webhooks', undefined))}>
          {inspector.look}
        </Button>
      </div>
      <div role="status">
        {problem}
        {remote?.webhooks.length === 0 && inspector.noWebhooks}
      </div>
      {remote && remote.webhooks.length > 0 && (
        <HeldRows
          items={remote.webhooks}
          idOf={({ id }) => id}
          gender="m"
          className={shared.list}
          attributesOf={({ id }) => ({ className: styles.webhook, 'data-webhook': id })}
        >
          {(webhook) => (
            <Webhook
              webhook={webhook}
              isBusy={isBusy}
              onRemove={() =>
                void run(() => api.call('connection.removeWebhook', { id: webhook.id }), inspector.removed)
              }
            />
          )}
        </HeldRows>
      )}
      {remote && remote.others > 0 && <p className={shared.soft}>{inspector.others(remote.others)}</p>}
    </section>
  );
};

interface WebhookProps {
  webhook: RemoteWebhook;
  isBusy: boolean;
  onRemove: () => void;
}

const Webhook = ({ webhook: { id, status, address, validUntil, relation }, isBusy, onRemove }: WebhookProps) => {
  const { inspector } = useMessages();
  const texts = useTexts();
  const untilMs = validUntil === null ? Number.NaN : Date.parse(validUntil);
  return (
    <>
      <span className={styles.outcome} data-outcome={relation}>
        {inspector.relation[relation]}
      </span>
      <span className={styles.address}>
        <code>{id}</code> <span className={shared.soft}>{address}</span>
      </span>
      <span className={shared.soft}>
        {inspector.status[status]}
        {!Number.isNaN(untilMs) && ` · ${inspector.until(texts.instant(untilMs))}`}
      </span>
      {relation === 'stray' && (
        <Button
          variant="danger"
          data-action="remove"
          disabled={isBusy}
          aria-label={inspector.removeOne(id)}
          onClick={onRemove}
        >
          {inspector.remove}
        </Button>
      )}
    </>
  );
};
