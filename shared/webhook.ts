import { z } from 'zod';

export const remoteWebhook = z.object({
  id: z.string(),
  status: z.enum(['enabled', 'disabled', 'uninitialized', 'unknown']),
  /** Where it delivers to; the secret path is left out. */
  address: z.string().nullable(),
  /** ISO 8601, as sent by the provider. */
  validUntil: z.string().nullable(),
  /**
   * in-use: the current subscription; retiring: just replaced and about to be deleted; stray: left over, can be deleted;
   * deleted: deleted by this app, the provider still lists it.
   */
  relation: z.enum(['in-use', 'retiring', 'stray', 'deleted']),
});
/** A webhook of this app as the provider knows it. */
export type RemoteWebhook = z.infer<typeof remoteWebhook>;

export const remoteWebhooks = z.object({
  webhooks: z.array(remoteWebhook),
  /** Number of webhooks of other applications with the same credentials; never shown or changed. */
  others: z.number().int(),
});
export type RemoteWebhooks = z.infer<typeof remoteWebhooks>;
