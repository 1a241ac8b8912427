import type { Delivery, DeliveryOutcome } from '../database/tables/deliveries.ts';
import { type ParsedEvents, parseEvents } from '../protime/events.ts';

/** Nothing of a delivery could be read, for this reason. */
export const unparsed = (reason: string): ParsedEvents => ({ events: [], rejected: [{ index: 0, reason, raw: null }] });

/** The events in the body of a delivery. Never throws: a body that is not JSON is one rejected event. */
export const parseDelivery = (body: Uint8Array): ParsedEvents => {
  try {
    return parseEvents(JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8')));
  } catch {
    return unparsed('not JSON');
  }
};

/** The outcome that is stored with a delivery. */
export const outcomeOf = ({ trust }: Pick<Delivery, 'trust'>, { events, rejected }: ParsedEvents): DeliveryOutcome => {
  // An empty list is valid: nothing happened.
  if (events.length === 0) return rejected.length > 0 ? 'unrecognised' : 'processed';
  if (trust === 'unverified') return 'waiting';
  return rejected.length > 0 ? 'partly' : 'processed';
};
