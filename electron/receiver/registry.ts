import type { SubscriptionStore } from '../database/subscriptions.ts';
import type { SecretBox } from '../secrets.ts';
import type { SignatureFormat } from './trust.ts';

/** A subscription as the receiver needs it. */
export interface Addressee {
  subscriptionId: number;
  /** undefined while the provider has not told it yet, or when it cannot be unsealed: nothing is signed then. */
  key: string | undefined;
  format: SignatureFormat | null;
}

/** Which secret paths are honoured: those of every subscription that has not ended, two during a renewal. */
export const createRegistry = (store: SubscriptionStore, secrets: SecretBox) => {
  const addressees = new Map<string, Addressee>();
  const refresh = () => {
    addressees.clear();
    for (const { id, secret, sealedKey, signatureFormat } of store.honoured())
      addressees.set(secret, {
        subscriptionId: id,
        key: sealedKey === null ? undefined : secrets.open(sealedKey),
        format: signatureFormat,
      });
  };
  refresh();
  return {
    find: (secret: string): Addressee | undefined => addressees.get(secret),
    /** After the store changed. */
    refresh,
    /** From now on deliveries of this subscription must be signed like this. */
    learned(subscriptionId: number, format: SignatureFormat): void {
      for (const addressee of addressees.values())
        if (addressee.subscriptionId === subscriptionId) addressee.format ??= format;
    },
  };
};

export type Registry = ReturnType<typeof createRegistry>;
