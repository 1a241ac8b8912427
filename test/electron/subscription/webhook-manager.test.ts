import { expect, it, onTestFinished, vi } from 'vitest';
import { openDatabase, type WritableDb } from '../../../electron/database/database.ts';
import { createSubscriptionStore } from '../../../electron/database/tables/subscriptions.ts';
import { createWriter, type Writer } from '../../../electron/database/writer.ts';
import type { CreatedWebhook } from '../../../electron/protime/created-webhook.ts';
import { ProtimeError } from '../../../electron/protime/errors.ts';
import type { Webhook } from '../../../electron/protime/wire.ts';
import { createRegistry } from '../../../electron/receiver/registry.ts';
import { createWebhookManager, type WebhookManagerOptions } from '../../../electron/subscription/webhook-manager.ts';

const secrets = { seal: (text: string) => text, open: (text: string) => text };

const remote = (webhook: Partial<Webhook>): Webhook => ({
  ...{ id: 'w', status: 'enabled', validUntil: null, validUntilMs: null, destinationUrl: null, collectionName: null },
  ...webhook,
});

const keeper = (
  client: Partial<WebhookManagerOptions['client']>,
  now = () => 0,
  { db = openMemory(), writer = createWriter(db) }: { db?: WritableDb; writer?: Writer } = {},
) => {
  const store = createSubscriptionStore(db);
  return createWebhookManager({
    client: { getWebhook: async (id: string) => remote({ id }), ...client } as WebhookManagerOptions['client'],
    store,
    writer,
    sleep: async () => {},
    registry: createRegistry(store, secrets),
    secrets,
    now,
  });
};
const openMemory = () => {
  const db = openDatabase(':memory:');
  onTestFinished(() => db.close());
  return db;
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

/** A provider that creates a webhook for every request, whatever it answers. */
const provider = (answer: Partial<CreatedWebhook> | (() => never)) => {
  const there = new Map<string, string>();
  let created = 0;
  const client: Partial<WebhookManagerOptions['client']> = {
    async createWebhook({ destinationUrl }) {
      created += 1;
      there.set(`w${created}`, destinationUrl);
      if (typeof answer === 'function') return answer();
      return { id: `w${created}`, key: 'k', validUntil: null, validUntilMs: null, ...answer };
    },
    listWebhooks: async () =>
      [...there].map(([id, destinationUrl]) => ({ id, destinationUrl, status: 'enabled' }) as Webhook),
    deleteWebhook: async (id) => void there.delete(id),
  };
  return { there, client };
};

it.each([
  ['has no key', { key: null }],
  ['has neither id nor key', { id: null, key: null }],
  ['has no key, and the id of something else', { id: 'other', key: null }],
  [
    'cannot be read',
    () => {
      throw new ProtimeError('unreachable', 'POST /webhooks');
    },
  ],
])('leaves no webhook behind when the answer to its creation %s', async (_case, answer) => {
  const { there, client } = provider(answer);
  const webhooks = keeper(client);
  for (let attempt = 0; attempt < 4; attempt += 1)
    await expect(webhooks.create('https://one.test', anyTime)).rejects.toThrow(ProtimeError);
  expect([...there.keys()]).toEqual([]);
  expect(webhooks.hasAny()).toBe(false);
});

it('finds the id of a new webhook by its address when the answer does not name it', async () => {
  const { client } = provider({ id: null });
  const webhooks = keeper(client);
  await webhooks.create('https://one.test', anyTime);
  expect(webhooks.inUse()?.webhookId).toBe('w1');
});

it('leaves no webhook behind when it cannot be written down', async () => {
  const { there, client } = provider({});
  const db = openMemory();
  const writer = createWriter(db);
  let writes = 0;
  const full: Writer = {
    ...writer,
    write: (task) => (++writes === 2 ? Promise.reject(new Error('disk full')) : writer.write(task)),
  };
  const webhooks = keeper(client, () => 0, { db, writer: full });
  await expect(webhooks.create('https://one.test', anyTime)).rejects.toThrow('disk full');
  expect([...there.keys()]).toEqual([]);
});

it('removes what an attempt left, before the next one and after a restart', async () => {
  const { there, client } = provider({ key: null });
  const db = openMemory();
  const offline = { ...client, deleteWebhook: () => Promise.reject(new ProtimeError('unreachable', 'DELETE')) };
  await expect(keeper(offline, () => 0, { db }).create('https://one.test', anyTime)).rejects.toMatchObject({
    detail: 'key',
  });
  expect([...there.keys()]).toEqual(['w1']);
  const both = {
    ...client,
    createWebhook: async () => {
      expect([...there.keys()]).toEqual([]);
      return { id: 'next', key: 'k', validUntil: null, validUntilMs: null };
    },
  };
  await keeper(both, () => 0, { db }).create('https://one.test', anyTime);
  expect([...there.keys()]).toEqual([]);
});

it.each(['uninitialized', 'unknown', 'gone'] as const)(
  'waits until a new webhook is enabled, while it is %s',
  async (first) => {
    const { client } = provider({});
    const answers = [first, first, 'enabled'] as const;
    let looked = 0;
    const getWebhook = async () => {
      const status = answers[looked++] ?? 'enabled';
      return status === 'gone' ? undefined : remote({ status });
    };
    const webhooks = keeper({ ...client, getWebhook });
    await webhooks.create('https://one.test', anyTime);
    expect([looked, webhooks.inUse()?.webhookId]).toEqual([3, 'w1']);
  },
);

it.each(['uninitialized', 'unknown', 'disabled'] as const)(
  'keeps the old webhook in use when the new one stays %s, and leaves no other behind',
  async (status) => {
    const { there, client } = provider({});
    let settled: Webhook['status'] = 'enabled';
    let looked = 0;
    const getWebhook = async () => {
      looked += 1;
      return remote({ status: settled });
    };
    const webhooks = keeper({ ...client, getWebhook });
    await webhooks.create('https://one.test', anyTime);
    settled = status;
    await expect(webhooks.create('https://one.test', anyTime)).rejects.toMatchObject({
      problem: { code: 'subscription-lost', detail: `webhook ${status}` },
    });
    expect([webhooks.inUse()?.webhookId, [...there.keys()]]).toEqual(['w1', ['w1']]);
    expect(looked).toBeLessThan(12);
  },
);

it('keeps the end of validity that the provider says at each look', async () => {
  const { client } = provider({ validUntil: '2026-03-10T15:00:00Z' });
  let validUntil: string | null = '2026-03-10T13:00:00Z';
  const webhooks = keeper({ ...client, getWebhook: async () => remote({ validUntil }) });
  await webhooks.create('https://one.test', anyTime);
  const look = async () => {
    const current = webhooks.inUse();
    if (current) await webhooks.remote(current, anyTime);
    return webhooks.inUse()?.validUntil;
  };
  expect(await look()).toBe('2026-03-10T13:00:00Z');
  validUntil = null;
  expect(await look()).toBe('2026-03-10T13:00:00Z');
});
