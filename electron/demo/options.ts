import type { SendRequest } from '../request.ts';
import type { SignatureFormat } from './sign.ts';

export interface DemoTenantOptions {
  readonly seed?: number;
  readonly people?: number;
  readonly tenant?: string;
  readonly clientId?: string;
  /** Default: a new one. */
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
  /** true: any http destination is accepted; false: none; default: only on loopback. */
  readonly allowHttpDestinations?: boolean;
  /** Webhooks may have addresses of this origin only. */
  readonly onlyDestination?: string;
  readonly signature?: Partial<SignatureFormat>;
  /** `flex`: the assignments are refused with 403. */
  readonly planning?: 'flex' | undefined;
  /** Older tenants do not send `isRejected`. */
  readonly omitIsRejected?: boolean;
  /** Path of the webhook's key in the answer to its creation, e.g. `['security', 'signingKey']`; default `['key']`. */
  readonly keyPath?: readonly string[];
  /** The status of a new webhook until `setWebhookStatus`; default `Enabled`. */
  readonly newWebhookStatus?: string;
  /** A deleted webhook stays in the list with the status Disabled. */
  readonly softDelete?: boolean;
  /** The status of an expired webhook; default `Disabled`. */
  readonly expiredStatus?: string;
  /** Lists of assignments over more days are refused with 400. */
  readonly maxRangeDays?: number;
  /** A list of people without a filter is refused with 400. */
  readonly requireFilters?: boolean;
  /** Minimum length of a continuation token, in characters. */
  readonly tokenLength?: number;
  /** Answers to reading carry an ETag, and one that is known is answered with 304; default true. */
  readonly etags?: boolean;
  readonly retryAfterAs?: 'seconds' | 'date';
  /** Average time between two changes, in ms; 0: no changes until `startStream()`. */
  readonly liveEveryMs?: number;
  /** Sends the deliveries. */
  readonly sendRequest?: SendRequest;
}

/** The strictest behaviour that Protime's documentation describes for any collection, or does not exclude. */
export const STRICT: DemoTenantOptions = {
  keyPath: ['webhook', 'signingKey'],
  softDelete: true,
  maxRangeDays: 365,
  requireFilters: true,
  tokenLength: 1500,
  retryAfterAs: 'date',
  missingScopeStatus: 403,
};
