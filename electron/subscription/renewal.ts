import type { StoredSubscription } from '../database/tables/subscriptions.ts';
import type { Webhook } from '../protime/wire.ts';

/** When a subscription should be renewed by itself: at half of its lifetime; never when it has no known end. */
export const renewAtMs = (current: StoredSubscription | undefined): number => {
  const endMs = current ? endOf(current) : Number.POSITIVE_INFINITY;
  return current && Number.isFinite(endMs) ? current.createdAtMs + (endMs - current.createdAtMs) / 2 : endMs;
};

/** End of the subscription; infinite when it is not known. An end before the creation is ignored: then only the status counts. */
const endOf = ({ validUntil, createdAtMs }: Pick<StoredSubscription, 'validUntil' | 'createdAtMs'>): number => {
  const untilMs = Date.parse(validUntil ?? '');
  return untilMs > createdAtMs ? untilMs : Number.POSITIVE_INFINITY;
};

export type ReplacementReason =
  | 'deleted'
  | 'disabled'
  | 'not-enabled'
  | 'expired'
  | 'key-lost'
  | 'address-changed'
  | 'renewal-due';

/**
 * Why the subscription has to be replaced; undefined when it can be kept.
 * @param publicUrl The tunnel's current address; undefined: only the webhook's status and end are checked.
 * @param nowMs By the provider's clock.
 */
export const replacementReason = (
  current: StoredSubscription,
  remote: Webhook | undefined,
  publicUrl: string | undefined,
  nowMs: number,
): ReplacementReason | undefined => {
  if (!remote) return 'deleted';
  if (remote.status !== 'enabled') return remote.status === 'disabled' ? 'disabled' : 'not-enabled';
  const known = { ...current, validUntil: remote.validUntil ?? current.validUntil };
  if (endOf(known) <= nowMs) return 'expired';
  if (publicUrl !== undefined && publicUrlOf(current) !== publicUrl) return 'address-changed';
  return renewAtMs(known) <= nowMs ? 'renewal-due' : undefined;
};

/** The public address a subscription was created for: its destination without the secret. */
export const publicUrlOf = ({ destinationUrl, secret }: StoredSubscription): string =>
  destinationUrl.slice(0, -(secret.length + 1));
