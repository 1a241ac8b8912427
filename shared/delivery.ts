import { z } from 'zod';

export const deliveryOutcome = z.enum(['processed', 'waiting', 'confirmed', 'partly', 'unrecognised']);
/** waiting: unverified and not yet confirmed by the API. partly: some items could not be read. unrecognised: none could. */
export type DeliveryOutcome = z.infer<typeof deliveryOutcome>;

export const deliveryTrust = z.enum(['signed', 'unverified']);

export const deliverySummary = z.object({
  id: z.number().int(),
  receivedAtMs: z.number(),
  trust: deliveryTrust,
  outcome: deliveryOutcome,
  bytes: z.number().int(),
});
/** One POST on the secret path, in a list. */
export type DeliverySummary = z.infer<typeof deliverySummary>;

export const deliveryList = z.object({
  /** Newest first. */
  deliveries: z.array(deliverySummary),
  /** null: this was the last page. */
  nextBefore: z.number().int().nullable(),
});

export const deliveryDetails = deliverySummary.extend({
  /** Signatures, tokens and cookies are masked. */
  headers: z.record(z.string(), z.string()),
  /** Body as text, truncated at 256 KiB. */
  body: z.string(),
  isCut: z.boolean(),
  /** The events in it, as the current version parses them. */
  events: z.array(
    z.object({ kind: z.enum(['upsert', 'delete']), assignmentId: z.number().int(), changeVersion: z.string() }),
  ),
  /** Items that are unreadable, completely or in part, with the reason. */
  unreadable: z.array(z.object({ index: z.number().int(), reason: z.string() })),
});
/** One delivery with everything that is stored about it. */
export type DeliveryDetails = z.infer<typeof deliveryDetails>;
