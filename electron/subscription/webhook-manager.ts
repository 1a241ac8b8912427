import { randomBytes } from 'node:crypto';
import type { StoredSubscription, SubscriptionStore } from '../database/tables/subscriptions.ts';
import type { Writer } from '../database/writer.ts';
import type { ProtimeClient } from '../protime/client.ts';
import { isProtimeError } from '../protime/errors.ts';
import type { Webhook } from '../protime/wire.ts';
import type { Registry } from '../receiver/registry.ts';
import type { SecretBox } from '../storage/secret-box.ts';

export interface WebhookManagerOptions {
  client: ProtimeClient;
  store: SubscriptionStore;
  writer: Writer;
  registry: Registry;
  secrets: SecretBox;
  /** By the provider's clock: half of a lifetime is counted from it. */
  now: () => number;
}

const GRACE_MS = 3000;
/** A creation request without an answer may still be executed for this long. */
const LATE_CREATION_MS = 24 * 60 * 60_000;

/** A cancelled request may still be executed: its answer is awaited for GRACE_MS, so that it can be undone. */
const withGrace = async <T>(signal: AbortSignal, request: (graceAbort: AbortSignal) => Promise<T>): Promise<T> => {
  signal.throwIfAborted();
  const graceAbort = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const giveUp = () => {
    timer = setTimeout(() => graceAbort.abort(signal.reason), GRACE_MS);
    timer.unref();
  };
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    return await request(graceAbort.signal);
  } finally {
    signal.removeEventListener('abort', giveUp);
    clearTimeout(timer);
  }
};

/** Manages our webhooks at the provider together with their records in the database. */
export const createWebhookManager = ({ client, store, writer, registry, secrets, now }: WebhookManagerOptions) => {
  const write = async <T>(task: () => T): Promise<T> => {
    const result = await writer.write(task);
    registry.refresh();
    return result;
  };

  const remove = async (old: StoredSubscription, signal: AbortSignal): Promise<void> => {
    if (old.webhookId !== null) await client.deleteWebhook(old.webhookId, signal);
    await write(() => store.end(old.id, now()));
  };

  const create = async (destinationUrl: string, signal: AbortSignal) => {
    try {
      return await client.createWebhook({ destinationUrl }, signal);
    } catch (error) {
      if (!isProtimeError(error, 'second-webhook-refused')) throw error;
      // The existing webhook may be one whose creation was never answered.
      await removeOrphans(signal);
      for (const old of store.active()) if (old.webhookId !== null) await remove(old, signal);
      return client.createWebhook({ destinationUrl }, signal);
    }
  };

  return {
    /** The subscription in use, if there is one. */
    live: (): StoredSubscription | undefined => store.active().find(({ state }) => state === 'live'),

    /** Whether the provider may still have one of ours. */
    hasAny: (): boolean => store.active().length > 0,

    /** Its key cannot be decrypted, so its signatures cannot be verified. */
    isKeyLost: ({ sealedKey }: StoredSubscription): boolean =>
      sealedKey === null || secrets.open(sealedKey) === undefined,

    /** What the provider says of a subscription; undefined when it is gone there. */
    remote: async ({ webhookId }: StoredSubscription, signal: AbortSignal): Promise<Webhook | undefined> =>
      webhookId === null ? undefined : client.getWebhook(webhookId, signal),

    /**
     * Creates a webhook for a public address under a new secret path. The path is accepted before the webhook exists, so
     * that its first delivery is not refused; older paths stay accepted until `removeOthers`.
     */
    async create(publicUrl: string, signal: AbortSignal): Promise<void> {
      const secret = randomBytes(32).toString('base64url');
      const destinationUrl = `${publicUrl}/${secret}`;
      const id = await write(() => store.insert(secret, destinationUrl, now()));
      const created = await withGrace(signal, (late) => create(destinationUrl, late));
      await write(() => {
        for (const { id: other, state } of store.active()) if (state === 'live') store.setState(other, 'retiring');
        store.setCreated(id, {
          webhookId: created.id,
          sealedKey: secrets.seal(created.key),
          validUntil: created.validUntil,
        });
        store.setState(id, 'live');
      });
      signal.throwIfAborted();
    },

    /** Deletes all our webhooks except the one in use, including those whose creation was interrupted. */
    async removeOthers(signal: AbortSignal): Promise<void> {
      await removeOrphans(signal);
      for (const other of store.active()) if (other.state !== 'live') await remove(other, signal);
    },

    /** Returns to the previous webhook, if the provider still has it: after a cancelled renewal. */
    async keepOld(signal: AbortSignal): Promise<void> {
      const old = store.active().find(({ state, webhookId }) => state === 'retiring' && webhookId !== null);
      if (old)
        await write(() => {
          for (const { id, state } of store.active()) if (state === 'live') store.setState(id, 'retiring');
          store.setState(old.id, 'live');
        });
      await this.removeOthers(signal);
    },

    /** Deletes all of them. */
    async removeAll(signal: AbortSignal): Promise<void> {
      await removeOrphans(signal);
      for (const each of store.active()) await remove(each, signal);
    },

    /** Marks all as ended without a request: they belong to another tenant. */
    markAllEnded: (): Promise<void> =>
      write(() => {
        for (const { id } of store.active()) store.end(id, now());
      }),
  };

  /**
   * A crash between creation and answer leaves a webhook without a known id; its secret URL identifies it. A request that
   * was given up may be executed much later, so the search is repeated for LATE_CREATION_MS.
   */
  async function removeOrphans(signal: AbortSignal): Promise<void> {
    const unanswered = store
      .all()
      .filter((one) => one.webhookId === null && (one.state !== 'ended' || one.createdAtMs > now() - LATE_CREATION_MS));
    if (unanswered.length === 0) return;
    const lost = new Set(unanswered.map(({ destinationUrl }) => destinationUrl));
    for (const { id, destinationUrl } of await client.listWebhooks({}, signal))
      if (destinationUrl !== null && lost.has(destinationUrl)) await client.deleteWebhook(id, signal);
  }
};

export type WebhookManager = ReturnType<typeof createWebhookManager>;
