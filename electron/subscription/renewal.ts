import type { StoredSubscription } from '../database/tables/subscriptions.ts';
import type { Webhook } from '../protime/wire.ts';

/** When a subscription should be renewed by itself: at half of its lifetime; never when it has no known end. */
export const renewAtMs = (current: StoredSubscription | undefined): number => {
  const untilMs = Date.parse(current?.validUntil ?? '');
  if (!current || Number.isNaN(untilMs)) return Number.POSITIVE_INFINITY;
  return current.createdAtMs + (untilMs - current.createdAtMs) / 2;
};

export type ReplacementReason = 'gone' | 'disabled' | 'expired' | 'key-lost' | 'moved' | 'due';

/**
 * Why the subscription has to be replaced; undefined when it can be kept.
 * @param publicUrl The address of now; undefined when only the provider's word is in question.
 * @param nowMs By the provider's clock.
 */
export const replacementReason = (
  current: StoredSubscription,
  remote: Webhook | undefined,
  publicUrl: string | undefined,
  nowMs: number,
): ReplacementReason | undefined => {
  if (!remote) return 'gone';
  if (remote.status === 'disabled') return 'disabled';
  if ((remote.validUntilMs ?? Number.POSITIVE_INFINITY) <= nowMs) return 'expired';
  if (publicUrl !== undefined && publicUrlOf(current) !== publicUrl) return 'moved';
  return renewAtMs(current) <= nowMs ? 'due' : undefined;
};

/** The public address a subscription was created for: its destination without the secret. */
export const publicUrlOf = ({ destinationUrl, secret }: StoredSubscription): string =>
  destinationUrl.slice(0, -(secret.length + 1));
