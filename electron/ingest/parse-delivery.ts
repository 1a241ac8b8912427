import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Delivery, DeliveryOutcome } from '../database/tables/deliveries.ts';
import { bodyJson, bodyText, jsonOf, type ReceivedBody } from '../protime/delivery-body.ts';
import { itemsOf, type ParsedEvents, parseEvents, parseItems } from '../protime/events.ts';

/** Nothing of a delivery could be read, for this reason. */
export const unreadableDelivery = (reason: string): ParsedEvents => ({
  events: [],
  unreadable: [{ index: 0, reason, raw: null }],
});

/** The events in the body of a delivery. Never throws: a body that is not JSON has one unreadable item. */
export const parseDelivery = (received: ReceivedBody): ParsedEvents => {
  const json = bodyJson(received);
  return json === undefined ? unreadableDelivery('not JSON') : parseEvents(json);
};

/** Items parsed without a pause: about a millisecond. */
const ITEMS_PER_TURN = 500;

/** The same for a long body: the event loop runs in between. Only decoding and JSON itself are done in one turn each. */
export const parseInTurns = async (received: ReceivedBody): Promise<ParsedEvents> => {
  const text = bodyText(received);
  await nextTurn();
  const json = jsonOf(text);
  if (json === undefined) return unreadableDelivery('not JSON');
  const items = itemsOf(json);
  const parsed: ParsedEvents = { events: [], unreadable: [] };
  for (let at = 0; at < items.length; at += ITEMS_PER_TURN) {
    await nextTurn();
    const some = parseItems(items.slice(at, at + ITEMS_PER_TURN), at);
    for (const event of some.events) parsed.events.push(event);
    for (const item of some.unreadable) parsed.unreadable.push(item);
  }
  return parsed;
};

/** The outcome that is stored with a delivery. */
export const outcomeOf = (
  { trust }: Pick<Delivery, 'trust'>,
  { events, unreadable }: ParsedEvents,
): DeliveryOutcome => {
  // An empty list is valid: nothing happened.
  if (events.length === 0) return unreadable.length > 0 ? 'unrecognised' : 'processed';
  if (trust === 'unverified') return 'waiting';
  return unreadable.length > 0 ? 'partly' : 'processed';
};
