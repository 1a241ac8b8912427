import type { SubscriptionStore } from '../database/subscriptions.ts';
import type { SecretBox } from '../secrets.ts';
import type { Destination } from './receiver.ts';
import { createSecretTable } from './secret-table.ts';
import type { SignatureFormat } from './trust.ts';

/** Which secret paths are honoured: those of every subscription that has not ended, two during a renewal. */
export const createRegistry = (store: SubscriptionStore, secrets: SecretBox) => {
  let table = createSecretTable<Destination>();
  let destinations: Destination[] = [];
  const refresh = () => {
    table = createSecretTable();
    destinations = store.honoured().map(({ id, secret, sealedKey, signatureFormat }) => {
      const key = sealedKey === null ? undefined : secrets.open(sealedKey);
      const destination = { subscriptionId: id, key, format: signatureFormat };
      table.set(secret, destination);
      return destination;
    });
  };
  refresh();
  return {
    find: (secret: string): Destination | undefined => table.find(secret),
    /** After the store changed. */
    refresh,
    /** From now on deliveries of this subscription must be signed like this. */
    learned(subscriptionId: number, format: SignatureFormat): void {
      for (const destination of destinations)
        if (destination.subscriptionId === subscriptionId) destination.format ??= format;
    },
  };
};

export type Registry = ReturnType<typeof createRegistry>;
