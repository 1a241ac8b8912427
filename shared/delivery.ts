import { z } from 'zod';

export const deliveryOutcome = z.enum(['processed', 'waiting', 'confirmed', 'partly', 'unrecognised']);
/** waiting: unverified, the API has not confirmed it yet; partly: some of its events were not understood. */
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
  /** As text; cut off beyond 256 KiB. */
  body: z.string(),
  isCut: z.boolean(),
  /** What it holds, by today's understanding. */
  events: z.array(
    z.object({ kind: z.enum(['upsert', 'delete']), assignmentId: z.number().int(), changeVersion: z.string() }),
  ),
  /** What in it is no event, and why. */
  rejected: z.array(z.object({ index: z.number().int(), reason: z.string() })),
});
/** One POST with all that is kept of it. */
export type DeliveryDetails = z.infer<typeof deliveryDetails>;
