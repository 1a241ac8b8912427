import type { Delivery, DeliveryOutcome } from '../database/tables/deliveries.ts';
import { bodyJson, type ReceivedBody } from '../protime/delivery-body.ts';
import { itemsOf, type ParsedEvents, parseItems } from '../protime/events.ts';

/** Nothing of a delivery could be read, for this reason. */
export const unparsed = (reason: string): ParsedEvents => ({ events: [], rejected: [{ index: 0, reason, raw: null }] });

/** The items of a delivery, not parsed yet; undefined when its body is not JSON. Never throws. */
export const deliveryItems = (received: ReceivedBody): readonly unknown[] | undefined => {
  const json = bodyJson(received);
  return json === undefined ? undefined : itemsOf(json);
};

/** The events in the body of a delivery. Never throws: a body that is not JSON is one rejected event. */
export const parseDelivery = (received: ReceivedBody): ParsedEvents => {
  const items = deliveryItems(received);
  return items ? parseItems(items) : unparsed('not JSON');
};

/** The outcome that is stored with a delivery. */
export const outcomeOf = ({ trust }: Pick<Delivery, 'trust'>, { events, rejected }: ParsedEvents): DeliveryOutcome => {
  // An empty list is valid: nothing happened.
  if (events.length === 0) return rejected.length > 0 ? 'unrecognised' : 'processed';
  if (trust === 'unverified') return 'waiting';
  return rejected.length > 0 ? 'partly' : 'processed';
};
