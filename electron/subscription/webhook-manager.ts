import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { ProblemError } from '../../shared/problems.ts';
import type { StoredSubscription, SubscriptionStore } from '../database/tables/subscriptions.ts';
import type { Writer } from '../database/writer.ts';
import type { ProtimeClient } from '../protime/client.ts';
import type { CreatedWebhook } from '../protime/created-webhook.ts';
import { isProtimeError, ProtimeError } from '../protime/errors.ts';
import type { Webhook } from '../protime/wire.ts';
import type { Registry } from '../receiver/registry.ts';
import type { SecretBox } from '../storage/secret-box.ts';
import { withGrace } from './with-grace.ts';

export interface WebhookManagerOptions {
  client: ProtimeClient;
  store: SubscriptionStore;
  writer: Writer;
  registry: Registry;
  secrets: SecretBox;
  /** By the provider's clock: half of a lifetime is counted from it. */
  now: () => number;
  /** Rejects when the signal is aborted. */
  sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** A creation request without an answer may still be executed for this long. */
const LATE_CREATION_MS = 24 * 60 * 60_000;
/** Pauses between two requests for a webhook that is neither enabled nor disabled; about two minutes together. */
const DECISION_DELAYS_MS = [1000, 2000, 5000, 10_000, 20_000, 30_000, 30_000, 30_000] as const;
/** Time for a failed attempt to remove the webhook it created; after that the next attempt does it. */
const CLEAN_UP_MS = 10_000;

const defaultSleep = (ms: number, signal: AbortSignal): Promise<void> => delay(ms, undefined, { signal, ref: false });

/** Whether a webhook at Protime leads to this subscription: only this app knows the secret path. */
export const isDestinationOf = (
  { secret }: Pick<StoredSubscription, 'secret'>,
  destinationUrl: string | null,
): boolean => destinationUrl?.includes(secret) === true;

/** Manages our webhooks at the provider together with their records in the database. */
export const createWebhookManager = (options: WebhookManagerOptions) => {
  const { client, store, writer, registry, secrets, now, sleep = defaultSleep } = options;
  const write = async <T>(task: () => T): Promise<T> => {
    const result = await writer.write(task);
    registry.refresh();
    return result;
  };

  const remove = async (old: StoredSubscription, signal: AbortSignal): Promise<void> => {
    if (old.webhookId !== null) await client.deleteWebhook(old.webhookId, signal);
    await write(() => store.end(old.id, now()));
  };

  /** Removes all our webhooks for which `fits` is true, and those whose creation was never answered. */
  const removeAll = async (fits: (one: StoredSubscription) => boolean, signal: AbortSignal): Promise<void> => {
    await removeUnanswered(signal);
    for (const one of store.active()) if (fits(one)) await remove(one, signal);
  };

  const request = async (destinationUrl: string, signal: AbortSignal): Promise<CreatedWebhook> => {
    try {
      return await client.createWebhook({ destinationUrl }, signal);
    } catch (error) {
      if (!isProtimeError(error, 'second-webhook-refused')) throw error;
      // The existing webhook may be one whose creation was never answered.
      await removeAll(({ webhookId }) => webhookId !== null, signal);
      return client.createWebhook({ destinationUrl }, signal);
    }
  };

  const idByAddress = async (secret: string, signal: AbortSignal): Promise<string | undefined> =>
    (await client.listWebhooks({}, signal)).find(({ destinationUrl }) => isDestinationOf({ secret }, destinationUrl))
      ?.id;

  /** Asks for a webhook until Protime has decided whether it is enabled. */
  const whenDecided = async (
    webhookId: string,
    signal: AbortSignal,
    mayStillChange: (webhook: Webhook | undefined) => boolean,
  ): Promise<Webhook | undefined> => {
    let found = await client.getWebhook(webhookId, signal);
    for (const waitMs of DECISION_DELAYS_MS) {
      if (!mayStillChange(found)) break;
      await sleep(waitMs, signal);
      found = await client.getWebhook(webhookId, signal);
    }
    return found;
  };

  const create = async (id: number, secret: string, destinationUrl: string, signal: AbortSignal): Promise<void> => {
    const { key, validUntil, ...created } = await withGrace(signal, (graceSignal) =>
      request(destinationUrl, graceSignal),
    );
    const webhookId = created.id ?? (await idByAddress(secret, signal));
    if (webhookId === undefined) throw unusableAnswer('id');
    await write(() => store.setCreated(id, { webhookId, sealedKey: key && secrets.seal(key), validUntil }));
    if (key === null) throw unusableAnswer('key');
    signal.throwIfAborted();
    // Protime may not find a new webhook immediately.
    const remote = await whenDecided(webhookId, signal, (found) => !found || isUndecided(found));
    if (remote?.status !== 'enabled')
      throw new ProblemError({ code: 'subscription-lost', detail: `webhook ${remote?.status ?? 'gone'}` });
    await write(() => {
      for (const { id: other, state } of store.active()) if (state === 'live') store.setState(other, 'retiring');
      store.setState(id, 'live');
    });
  };

  return {
    /** The subscription in use, if there is one. */
    inUse: (): StoredSubscription | undefined => store.active().find(({ state }) => state === 'live'),

    /** Whether the provider may still have one of ours. */
    hasAny: (): boolean => store.active().length > 0,

    /** Its key cannot be decrypted, so its signatures cannot be verified. */
    isKeyLost: ({ sealedKey }: StoredSubscription): boolean =>
      sealedKey === null || secrets.open(sealedKey) === undefined,

    /**
     * The webhook as Protime has it now, and stores its `validUntil`; undefined when it no longer exists. Takes up to two
     * minutes while the webhook is neither enabled nor disabled.
     */
    async remote({ id, webhookId, validUntil }: StoredSubscription, signal: AbortSignal): Promise<Webhook | undefined> {
      if (webhookId === null) return undefined;
      const found = await whenDecided(webhookId, signal, (webhook) => webhook !== undefined && isUndecided(webhook));
      const currentUntil = found?.validUntil ?? validUntil;
      if (currentUntil !== validUntil) await write(() => store.setValidUntil(id, currentUntil));
      return found;
    },

    /**
     * Creates a webhook for a public address under a new secret path. The path is accepted before the webhook exists, so
     * that its first delivery is not refused; older paths stay accepted until `removeOthers`.
     * An attempt that fails after the provider created the webhook leaves none there: it is deleted at once or, if that fails
     * as well, before the next attempt.
     */
    async create(publicUrl: string, signal: AbortSignal): Promise<void> {
      await removeAll(isUnfinished, signal);
      const secret = randomBytes(32).toString('base64url');
      const destinationUrl = `${publicUrl}/${secret}`;
      const id = await write(() => store.insert(secret, destinationUrl, now()));
      try {
        await create(id, secret, destinationUrl, signal);
      } catch (error) {
        await removeAll(isUnfinished, AbortSignal.timeout(CLEAN_UP_MS)).catch(() => {});
        throw error;
      }
    },

    /** Deletes all our webhooks except the one in use, including those whose creation was interrupted. */
    removeOthers: (signal: AbortSignal): Promise<void> => removeAll(({ state }) => state !== 'live', signal),

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
    removeAll: (signal: AbortSignal): Promise<void> => removeAll(() => true, signal),

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
  async function removeUnanswered(signal: AbortSignal): Promise<void> {
    const unanswered = store
      .all()
      .filter((one) => isUnfinished(one) || (one.webhookId === null && one.createdAtMs > now() - LATE_CREATION_MS));
    if (unanswered.length === 0) return;
    for (const { id, destinationUrl } of await client.listWebhooks({}, signal))
      if (unanswered.some((one) => isDestinationOf(one, destinationUrl))) await client.deleteWebhook(id, signal);
  }
};

const unusableAnswer = (detail: 'id' | 'key'): ProtimeError =>
  new ProtimeError('unexpected-answer', 'POST /webhooks', { detail });

const isUndecided = ({ status }: Webhook): boolean => status !== 'enabled' && status !== 'disabled';

const isUnfinished = ({ state }: StoredSubscription): boolean => state === 'creating';

export type WebhookManager = ReturnType<typeof createWebhookManager>;
