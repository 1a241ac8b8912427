import type { ServerOptions } from 'node:http';

/** Resource limits for senders. Tests shorten the deadlines; nothing else changes them. */
export interface Limits {
  bodyBytes: number;
  /** Total size of all bodies that are not answered yet. */
  bytesInFlight: number;
  /** Requests on a secret path that are not answered yet. */
  inFlight: number;
  /** A further one closes the oldest silent one. */
  connections: number;
  headerBytes: number;
  /** From the connection to the end of the headers, once a first byte came. */
  headersMs: number;
  bodyMs: number;
  /** Interval at which the headers' deadline is checked. */
  checkMs: number;
  /** Idle connections; a proxy may keep some open in advance. */
  idleMs: number;
  /** Between two requests of one connection. */
  keepAliveMs: number;
  /** How much of a refused body is still read and discarded, so that its sender receives the answer. */
  drainBytes: number;
  drainMs: number;
  closeMs: number;
}

/** Headers of a request that are looked at; what follows is ignored. */
export const MAX_HEADERS = 256;

export const LIMITS: Limits = {
  bodyBytes: 8 * 1024 * 1024,
  bytesInFlight: 64 * 1024 * 1024,
  inFlight: 256,
  connections: 1024,
  headerBytes: 80 * 1024,
  headersMs: 10_000,
  bodyMs: 20_000,
  checkMs: 2_000,
  idleMs: 60_000,
  keepAliveMs: 65_000,
  drainBytes: 16 * 1024 * 1024,
  drainMs: 2_000,
  closeMs: 3_000,
};

/**
 * Node's part of the limits. The strict parser refuses request smuggling: two lengths, or a length with a transfer coding.
 */
export const serverOptions = (limits: Limits): ServerOptions => ({
  insecureHTTPParser: false,
  maxHeaderSize: limits.headerBytes,
  headersTimeout: limits.headersMs,
  // Fallback: our own limits are shorter.
  requestTimeout: limits.headersMs + limits.bodyMs + limits.drainMs,
  connectionsCheckingInterval: limits.checkMs,
  keepAliveTimeout: limits.keepAliveMs,
  joinDuplicateHeaders: true,
  // A request without Host gets the same 404 as any unknown request.
  requireHostHeader: false,
});
