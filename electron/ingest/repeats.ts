import { hash } from 'node:crypto';
import type { ChangeEvent } from '../../shared/change-event.ts';
import type { AssignmentStore } from '../database/tables/assignments.ts';
import type { ChangeLog } from '../database/tables/change-log.ts';
import type { Delivery, DeliveryStore } from '../database/tables/deliveries.ts';

/** About 2 MB of memory. */
const MAX_REMEMBERED = 20_000;

export interface RepeatsOptions {
  assignments: Pick<AssignmentStore, 'versionOf'>;
  changes: Pick<ChangeLog, 'deliveryOf'>;
  deliveries: Pick<DeliveryStore, 'hasBody'>;
}

/**
 * Recognises a delivery whose body is already stored, so that repeated deliveries cannot fill the disk.
 * - A signed delivery with a new version costs one look-up and is not a repeat.
 * - For the others, the change log names the delivery that brought the version, and its body is compared.
 * - The log cannot name it when the change was read from the API first, when the delivery waits for confirmation, or when it has
 *   no events. Hashes of the last 20,000 such bodies are kept in memory.
 *
 * Signatures are not compared: a signed delivery was already verified.
 */
export const createRepeats = ({ assignments, changes, deliveries }: RepeatsOptions) => {
  const remembered = new Map<string, Delivery['trust']>();

  const isNew = ({ trust }: Delivery, [first]: readonly ChangeEvent[]): boolean => {
    if (trust !== 'signed' || !first) return false;
    const known = assignments.versionOf(first.id);
    return known === undefined || first.changeVersion > known;
  };
  const isInLog = ({ subscriptionId, body }: Delivery, [first]: readonly ChangeEvent[]): boolean => {
    const deliveryId = first && changes.deliveryOf(first.id, first.changeVersion);
    return deliveryId !== undefined && deliveries.hasBody(deliveryId, subscriptionId, body);
  };
  const isRemembered = (delivery: Delivery): boolean => {
    const trust = remembered.get(keyOf(delivery));
    return trust === 'signed' || trust === delivery.trust;
  };

  return {
    /** Call in the transaction that would store the delivery. An unsigned copy does not stand for a signed one. */
    isRepeat: (delivery: Delivery, events: readonly ChangeEvent[]): boolean =>
      !isNew(delivery, events) && (isRemembered(delivery) || isInLog(delivery, events)),
    /** Call after the commit of a delivery whose first event was not applied: the log may not name it. */
    remember(delivery: Delivery): void {
      remembered.set(keyOf(delivery), delivery.trust);
      for (const oldest of remembered.keys()) {
        if (remembered.size <= MAX_REMEMBERED) return;
        remembered.delete(oldest);
      }
    },
  };
};

const keyOf = ({ subscriptionId, body }: Delivery): string => `${subscriptionId} ${hash('sha256', body, 'base64')}`;
