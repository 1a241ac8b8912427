import type { SubscriptionStore } from '../database/tables/subscriptions.ts';
import type { SignatureFormat } from '../protime/signature-format.ts';
import type { SecretBox } from '../storage/secret-box.ts';
import { hashSecret } from './hash-secret.ts';
import type { AcceptedPath } from './receiver.ts';

/** The accepted secret paths: those of every subscription that has not ended, two during a renewal. */
export const createRegistry = (store: SubscriptionStore, secrets: SecretBox) => {
  const destinations = new Map<string, AcceptedPath>();
  const refresh = () => {
    destinations.clear();
    for (const { id, secret, sealedKey, signatureFormat } of store.active()) {
      const key = sealedKey === null ? undefined : secrets.open(sealedKey);
      destinations.set(hashSecret(secret), { subscriptionId: id, key, format: signatureFormat });
    }
  };
  refresh();
  return {
    find: (secret: string): AcceptedPath | undefined => destinations.get(hashSecret(secret)),
    /** After the store changed. */
    refresh,
    /** From now on deliveries of this subscription are expected to be signed like this. */
    setFormat(subscriptionId: number, format: SignatureFormat): void {
      for (const destination of destinations.values())
        if (destination.subscriptionId === subscriptionId) destination.format = format;
    },
  };
};

export type Registry = ReturnType<typeof createRegistry>;
