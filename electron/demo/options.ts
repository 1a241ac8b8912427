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
  /** About one change in so many milliseconds; 0 is none until `startStream()`. */
  readonly liveEveryMs?: number;
}
