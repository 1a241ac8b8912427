import { expect, it, onTestFinished, vi } from 'vitest';
import { openDatabase } from '../../../electron/database/database.ts';
import { createSubscriptionStore } from '../../../electron/database/tables/subscriptions.ts';
import { createWriter } from '../../../electron/database/writer.ts';
import { ProtimeError } from '../../../electron/protime/errors.ts';
import type { Webhook } from '../../../electron/protime/wire.ts';
import { createRegistry } from '../../../electron/receiver/registry.ts';
import { createWebhookManager, type WebhookManagerOptions } from '../../../electron/subscription/webhook-manager.ts';

const secrets = { seal: (text: string) => text, open: (text: string) => text };

const keeper = (client: Partial<WebhookManagerOptions['client']>, now = () => 0) => {
  const db = openDatabase(':memory:');
  onTestFinished(() => db.close());
  const store = createSubscriptionStore(db);
  return createWebhookManager({
    client: client as WebhookManagerOptions['client'],
    store,
    writer: createWriter(db),
    registry: createRegistry(store, secrets),
    secrets,
    now,
  });
};
const anyTime = new AbortController().signal;

it('does not wait for a late answer after another one', async () => {
  const webhooks = keeper({ createWebhook: async () => ({ id: 'a', key: 'k', validUntil: null, validUntilMs: null }) });
  const abort = new AbortController();
  await webhooks.create('https://one.test', abort.signal);
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  abort.abort();
  expect(vi.getTimerCount()).toBe(0);
});

it('deletes a webhook that an abandoned request created later', async () => {
  let nowMs = 0;
  let late = '';
  const there = new Set<string>();
  const asked: string[] = [];
  const webhooks = keeper(
    {
      async createWebhook({ destinationUrl }) {
        if (late !== '') return { id: 'second', key: 'k', validUntil: null, validUntilMs: null };
        late = destinationUrl;
        throw new ProtimeError('timeout', 'POST /webhooks');
      },
      async listWebhooks() {
        asked.push('list');
        return [...there].map((id) => ({ id, destinationUrl: late }) as Webhook);
      },
      async deleteWebhook(id) {
        there.delete(id);
      },
    },
    () => nowMs,
  );
  await expect(webhooks.create('https://one.test', anyTime)).rejects.toThrow(ProtimeError);
  await webhooks.removeAll(anyTime);
  there.add('late');
  nowMs = 60 * 60_000;
  await webhooks.create('https://one.test', anyTime);
  await webhooks.removeOthers(anyTime);
  expect([...there]).toEqual([]);
  // Not for ever: from the next day on nobody asks for it any more.
  const before = asked.length;
  nowMs = 24 * 60 * 60_000;
  await webhooks.removeOthers(anyTime);
  expect(asked).toHaveLength(before);
});
