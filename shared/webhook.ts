import { z } from 'zod';

export const remoteWebhook = z.object({
  id: z.string(),
  status: z.enum(['enabled', 'disabled', 'uninitialized', 'unknown']),
  /** Where it delivers to; the secret path is left out. */
  address: z.string().nullable(),
  /** ISO 8601, as the provider said it. */
  validUntil: z.string().nullable(),
  /** in-use: the subscription itself; retiring: replaced by it a moment ago; stray: left over from before. */
  relation: z.enum(['in-use', 'retiring', 'stray']),
});
/** A webhook of this app as the provider knows it. */
export type RemoteWebhook = z.infer<typeof remoteWebhook>;

export const remoteWebhooks = z.object({
  webhooks: z.array(remoteWebhook),
  /** Webhooks of other applications that share the credentials: never shown, never touched. */
  others: z.number().int(),
});
export type RemoteWebhooks = z.infer<typeof remoteWebhooks>;
