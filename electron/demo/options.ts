import type { SignatureFormat } from './sign.ts';

export interface DemoTenantOptions {
  readonly seed?: number;
  readonly people?: number;
  readonly tenant?: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
  /** 0, the default, is any free one. */
  readonly port?: number;
  readonly now?: () => number;
  readonly webhookLifetimeMs?: number;
  /** Delay before each retry of a delivery; after the last one the webhook is disabled. */
  readonly retryDelaysMs?: readonly number[];
  readonly deliveryTimeoutMs?: number;
  /** The share of deliveries that are sent twice. */
  readonly duplicateRatio?: number;
  readonly pageSize?: number;
  /** The scopes the client was granted. */
  readonly scopes?: readonly string[];
  readonly missingScopeStatus?: 401 | 403;
  readonly tokensPerMinute?: number;
  /** When false, a second webhook is refused with 409. */
  readonly allowTwoWebhooks?: boolean;
  /** True accepts any http destination, false none; by default plain http is for loopback only. */
  readonly allowHttpDestinations?: boolean;
  readonly signature?: Partial<SignatureFormat>;
  /** `flex`: the assignments are refused with 403. */
  readonly planning?: 'flex' | undefined;
  /** Older tenants do not send `isRejected`. */
  readonly omitIsRejected?: boolean;
  /** Where the answer to a creation has the webhook's key, e.g. `['security', 'signingKey']`; default `['key']`. */
  readonly keyPath?: readonly string[];
  /** The status of a new webhook until `setWebhookStatus`; default `Enabled`. */
  readonly newWebhookStatus?: string;
  /** A deleted webhook stays in the list as Disabled. */
  readonly softDelete?: boolean;
  /** A longer range of days is refused with 400 when assignments are listed. */
  readonly maxRangeDays?: number;
  /** People are listed with a filter only: 400 without. */
  readonly requireFilters?: boolean;
  /** The characters of a continuation token, at least. */
  readonly tokenLength?: number;
  /** Answers to reading carry an ETag, and one that is known is answered with 304; default true. */
  readonly etags?: boolean;
  readonly retryAfterAs?: 'seconds' | 'date';
  /** About one change in so many milliseconds; 0 is none until `startStream()`. */
  readonly liveEveryMs?: number;
}

/** Every behaviour that Protime's documentation shows for some collection, or leaves open, at its strictest. */
export const STRICT: DemoTenantOptions = {
  keyPath: ['webhook', 'signingKey'],
  softDelete: true,
  maxRangeDays: 365,
  requireFilters: true,
  tokenLength: 1500,
  retryAfterAs: 'date',
  missingScopeStatus: 403,
};
