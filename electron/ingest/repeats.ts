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
 * Recognises a delivery whose body is stored already, so that whoever repeats one cannot fill the disk. A delivery that says
 * something new costs one look-up. Of others the log names the stored delivery; where it cannot, because the change was read
 * before it was delivered, because the delivery waits for confirmation, or because it holds no event, the bodies of the last
 * 20,000 of these are remembered by their hash until the app ends.
 *
 * The signature is not compared: for a signed delivery it was verified, whatever time it was made at.
 */
export const createRepeats = ({ assignments, changes, deliveries }: RepeatsOptions) => {
  const remembered = new Map<string, Delivery['trust']>();

  const isNews = ({ trust }: Delivery, [first]: readonly ChangeEvent[]): boolean => {
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
      !isNews(delivery, events) && (isRemembered(delivery) || isInLog(delivery, events)),
    /** Call after the commit of a delivery that the log does not name: it applied nothing. */
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
