import { expect, it } from 'vitest';
import type { StoredSubscription, StoredSubscriptionState } from '../../../electron/database/tables/subscriptions.ts';
import { ProtimeError } from '../../../electron/protime/errors.ts';
import type { Webhook } from '../../../electron/protime/wire.ts';
import { createRemoteWebhooks } from '../../../electron/subscription/remote-webhooks.ts';

const SECRET = 'aB3-_678901234567890123456789012345678901Zz';

const ours = (
  webhookId: string | null,
  state: StoredSubscriptionState,
  destinationUrl: string,
): StoredSubscription => ({
  id: 1,
  secret: new URL(destinationUrl).pathname.slice(1),
  destinationUrl,
  webhookId,
  sealedKey: null,
  validUntil: null,
  signatureFormat: null,
  state,
  createdAtMs: 0,
});
const remote = (id: string, destinationUrl: string | null, status: Webhook['status'] = 'enabled'): Webhook => ({
  id,
  destinationUrl,
  status,
  collectionName: 'assignments',
  validUntil: '2026-12-01T10:00:00Z',
  validUntilMs: 0,
});

/** @param keeps what the provider makes of a deleted webhook that it keeps in its list. */
const start = (webhooks: Webhook[], keeps?: Webhook['status']) => {
  const left = [...webhooks];
  const deleted: string[] = [];
  const parts = createRemoteWebhooks({
    store: {
      all: () => [
        ours('w1', 'live', 'https://otter.example/now'),
        ours('w2', 'retiring', 'https://otter.example/before'),
        ours('w3', 'ended', 'https://badger.example/long-ago'),
        ours(null, 'creating', 'https://otter.example/unanswered'),
      ],
    },
    client: {
      listWebhooks: async () => [...left],
      deleteWebhook: async (id) => {
        deleted.push(id);
        const others = left.filter((one) => one.id !== id);
        const kept = left.filter((one) => one.id === id).map((one) => ({ ...one, status: keeps ?? one.status }));
        left.splice(0, left.length, ...others, ...(keeps ? kept : []));
      },
    },
  });
  return { ...parts, deleted };
};

const ALL = [
  remote('w1', 'https://otter.example/now'),
  remote('w2', 'https://otter.example/before'),
  remote('w3', 'https://badger.example/long-ago'),
  remote('w4', 'https://otter.example/unanswered'),
  remote('w5', `https://badger.example/${SECRET}`),
  remote('w6', `https://otter.example/${SECRET}/deeper`),
  remote('w7', `https://elsewhere.example/${SECRET}`),
  remote('w8', null),
];

it('distinguishes own webhooks from others, and hides their secret paths', async () => {
  const { webhooks, others } = await start(ALL).list();
  expect(webhooks.map(({ id, relation }) => [id, relation])).toEqual([
    ['w1', 'in-use'],
    ['w2', 'retiring'],
    ['w3', 'stray'],
    ['w4', 'retiring'],
    ['w5', 'stray'],
  ]);
  expect(others).toBe(3);
  expect(webhooks.every(({ address }) => /^https:\/\/\w+\.example\/…$/.test(address ?? ''))).toBe(true);
});

it('deletes only left-over webhooks', async () => {
  const app = start(ALL);
  expect((await app.remove('w5')).webhooks.map(({ id }) => id)).toEqual(['w1', 'w2', 'w3', 'w4']);
  for (const id of ['w1', 'w2', 'w4', 'w7', 'w8', 'nothing']) await app.remove(id);
  expect(app.deleted).toEqual(['w5']);
});

it('reports why the provider could not be reached', async () => {
  const app = createRemoteWebhooks({
    store: { all: () => [] },
    client: {
      listWebhooks: () => Promise.reject(new ProtimeError('wrong-credentials', 'GET /webhooks', {})),
      deleteWebhook: () => Promise.resolve(),
    },
  });
  await expect(app.list()).rejects.toMatchObject({ problem: { code: 'wrong-credentials' } });
});

it.each(['disabled', 'unknown', 'enabled'] as const)(
  'shows what was deleted and is still listed (%s) as deleted, and deletes it once',
  async (status) => {
    const app = start([remote('w5', `https://badger.example/${SECRET}`)], status);
    expect((await app.list()).webhooks.map(({ relation }) => relation)).toEqual(['stray']);
    for (let attempt = 0; attempt < 2; attempt += 1)
      expect((await app.remove('w5')).webhooks.map(({ id, relation }) => [id, relation])).toEqual([['w5', 'deleted']]);
    expect(app.deleted).toEqual(['w5']);
  },
);

it('tells an old webhook that is over from one that still delivers', async () => {
  const { webhooks } = await start([
    remote('w3', 'https://badger.example/long-ago', 'disabled'),
    remote('w9', 'https://badger.example/long-ago', 'enabled'),
  ]).list();
  expect(webhooks.map(({ id, relation }) => [id, relation])).toEqual([
    ['w3', 'deleted'],
    ['w9', 'stray'],
  ]);
});
