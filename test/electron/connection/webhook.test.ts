import { expect, it, onTestFinished, vi } from 'vitest';
import { createWebhookKeeper, type WebhookKeeperOptions } from '../../../electron/connection/webhook.ts';
import { openDatabase } from '../../../electron/database/database.ts';
import { createSubscriptionStore } from '../../../electron/database/subscriptions.ts';
import { createWriter } from '../../../electron/database/writer.ts';
import { createRegistry } from '../../../electron/receiver/registry.ts';

const secrets = { seal: (text: string) => text, open: (text: string) => text };

const keeper = (createWebhook: WebhookKeeperOptions['client']['createWebhook']) => {
  const db = openDatabase(':memory:');
  onTestFinished(() => db.close());
  const store = createSubscriptionStore(db);
  return createWebhookKeeper({
    client: { createWebhook } as WebhookKeeperOptions['client'],
    store,
    writer: createWriter(db),
    registry: createRegistry(store, secrets),
    secrets,
    now: () => 0,
  });
};

it('waits for no late answer once the answer is there', async () => {
  const webhooks = keeper(async () => ({ id: 'a', key: 'k', validUntil: null, validUntilMs: null }));
  const abort = new AbortController();
  await webhooks.create('https://one.test', abort.signal);
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  abort.abort();
  expect(vi.getTimerCount()).toBe(0);
});
