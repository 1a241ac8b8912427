import type { DeliveryDetails, DeliveryOutcome } from '../../shared/delivery.ts';
import type { ChangeLog } from '../database/tables/change-log.ts';
import type { DeliveryStore } from '../database/tables/deliveries.ts';
import type { HintStore } from '../database/tables/hints.ts';
import type { StoredDelivery } from '../database/tables/inspector.ts';
import type { Writer } from '../database/writer.ts';
import { bodyText } from '../protime/delivery-body.ts';
import type { Apply, EventEffect } from './apply.ts';
import { outcomeOf, parseDelivery } from './parse-delivery.ts';

const MAX_BODY_LENGTH = 256 * 1024;

const SENSITIVE_NAME = /sign|hmac|digest|hash|token|secret|key|authorization|cookie|password/i;

/** Masks signatures and everything that looks like a secret. */
export const maskHeaders = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      SENSITIVE_NAME.test(name) ? `${value.slice(0, 4)}… (${value.length})` : value,
    ]),
  );

/** A delivery as the inspector shows it. */
export const describeDelivery = (delivery: StoredDelivery): DeliveryDetails => {
  const { body: _body, headers, ...summary } = delivery;
  const { events, unreadable } = parseDelivery(delivery);
  const text = bodyText(delivery);
  return {
    ...summary,
    headers: maskHeaders(headers),
    body: text.slice(0, MAX_BODY_LENGTH),
    isCut: text.length > MAX_BODY_LENGTH,
    events: events.map(({ kind, id, changeVersion }) => ({ kind, assignmentId: id, changeVersion })),
    unreadable: unreadable.map(({ index, reason }) => ({ index, reason })),
  };
};

export interface ReprocessDeliveryOptions {
  writer: Writer;
  deliveries: DeliveryStore;
  changes: ChangeLog;
  hints: HintStore;
  apply: Apply;
  now: () => number;
  /** After the commit, like any delivery. */
  onDelivered: (effects: readonly EventEffect[]) => void;
  /** The API has to confirm the delivery. */
  onUnverified: () => void;
}

/**
 * Processes a stored delivery again that was not, or only partly, recognised: a newer version of the app may recognise it.
 */
export const createReprocessDelivery =
  ({ writer, deliveries, changes, hints, apply, now, onDelivered, onUnverified }: ReprocessDeliveryOptions) =>
  async (delivery: StoredDelivery): Promise<{ outcome: DeliveryOutcome; applied: number }> => {
    const isOpen = delivery.outcome === 'unrecognised' || delivery.outcome === 'partly';
    const parsed = parseDelivery(delivery);
    const { events } = parsed;
    if (!isOpen || events.length === 0) return { outcome: delivery.outcome, applied: 0 };
    const outcome = outcomeOf(delivery, parsed);
    const origin = {
      source: 'webhook',
      deliveryId: delivery.id,
      seenAtMs: delivery.receivedAtMs,
      initial: false,
    } as const;
    const effects = await writer.write(() => {
      deliveries.setOutcome(delivery.id, outcome);
      if (delivery.trust !== 'signed') {
        for (const event of events) hints.add(event, 'unsigned', { deliveryId: delivery.id, atMs: now() });
        return [];
      }
      // Events recognised earlier are in the log already.
      const unknown = events.filter(({ id, changeVersion }) => !changes.isKnown(id, changeVersion));
      return unknown.map((event) => apply.apply(event, origin));
    });
    if (effects.length > 0) onDelivered(effects);
    if (outcome === 'waiting' || effects.some(({ waits }) => waits)) onUnverified();
    return { outcome, applied: effects.filter((one) => one.outcome === 'applied').length };
  };
