import { randomBytes, randomUUID } from 'node:crypto';
import { withOffset } from './calendar.ts';
import type { References } from './references.ts';

export interface Webhook {
  readonly id: string;
  /** Signs the deliveries; the API returns it once, at creation. */
  readonly key: string;
  readonly destinationUrl: string;
  readonly collectionName: 'assignments';
  readonly references: References;
  readonly validUntilMs: number;
  /** The status in the API until the webhook expires. Events are delivered only with `Enabled`. */
  readonly status: string;
  /** Number of accepted deliveries and of failed attempts. */
  readonly delivered: number;
  readonly failedAttempts: number;
}

export interface WebhooksOptions {
  readonly now: () => number;
  readonly lifetimeMs: number;
  readonly keyEncoding: 'base64' | 'hex';
  readonly newStatus: string;
  /** A deleted webhook stays in the list with the status Disabled. */
  readonly softDelete: boolean;
  readonly expiredStatus: string;
}

/** The webhooks of the tenant, including deleted ones with `softDelete`. */
export const createWebhooks = (options: WebhooksOptions) => {
  const { now, lifetimeMs, keyEncoding, newStatus, softDelete, expiredStatus } = options;
  const webhooks = new Map<string, Webhook>();
  const change = (id: string, changes: Partial<Webhook>): void => {
    const webhook = webhooks.get(id);
    if (webhook) webhooks.set(id, { ...webhook, ...changes });
  };
  const isLive = (webhook: Webhook): boolean => webhook.status === 'Enabled' && now() < webhook.validUntilMs;
  return {
    create: (destinationUrl: string, references: References): Webhook => {
      const webhook: Webhook = {
        id: randomUUID(),
        key: randomBytes(32).toString(keyEncoding),
        destinationUrl,
        collectionName: 'assignments',
        references,
        validUntilMs: Math.ceil((now() + lifetimeMs) / 1000) * 1000, // whole seconds, as in validUntil
        status: newStatus,
        delivered: 0,
        failedAttempts: 0,
      };
      webhooks.set(webhook.id, webhook);
      return webhook;
    },
    get: (id: string): Webhook | undefined => webhooks.get(id),
    list: (): Webhook[] => [...webhooks.values()],
    live: (): Webhook[] => [...webhooks.values()].filter(isLive),
    remove: (id: string): void => {
      if (softDelete) change(id, { status: 'Disabled' });
      else webhooks.delete(id);
    },
    setStatus: (id: string, status: string): void => change(id, { status }),
    expire: (id: string): void => change(id, { validUntilMs: now() }),
    count: (id: string, accepted: boolean): void => {
      const webhook = webhooks.get(id);
      if (!webhook) return;
      if (accepted) change(id, { delivered: webhook.delivered + 1 });
      else change(id, { failedAttempts: webhook.failedAttempts + 1 });
    },
    /** As the API returns it: without the key. */
    toJson: (webhook: Webhook) => ({
      id: webhook.id,
      validUntil: withOffset(webhook.validUntilMs),
      status: now() < webhook.validUntilMs ? webhook.status : expiredStatus,
      destinationUrl: webhook.destinationUrl,
      collectionName: webhook.collectionName,
      externalReferences: webhook.references.text || null,
    }),
  };
};

export type Webhooks = ReturnType<typeof createWebhooks>;
