import type { ServerOptions } from 'node:http';

/** What a sender may use up. Tests shorten the deadlines; nothing else changes them. */
export interface Limits {
  bodyBytes: number;
  /** Requests on a secret path that are not answered yet. */
  inFlight: number;
  connections: number;
  headerBytes: number;
  /** From the connection to the end of the headers, once a first byte came. */
  headersMs: number;
  bodyMs: number;
  /** How often the headers' deadline is looked at. */
  checkMs: number;
  /** A connection on which nothing moves; tunnels keep some ready. */
  idleMs: number;
  /** Between two requests of one connection. */
  keepAliveMs: number;
  /** What is still read, and thrown away, of a body nobody wants, so that its sender sees the answer. */
  drainBytes: number;
  drainMs: number;
  closeMs: number;
}

export const LIMITS: Limits = {
  bodyBytes: 1024 * 1024,
  inFlight: 256,
  connections: 1024,
  headerBytes: 80 * 1024,
  headersMs: 10_000,
  bodyMs: 20_000,
  checkMs: 2_000,
  idleMs: 600_000,
  keepAliveMs: 65_000,
  drainBytes: 4 * 1024 * 1024,
  drainMs: 2_000,
  closeMs: 3_000,
};

/** Node's part of the limits. The strict parser refuses what smuggles: two lengths, a length with a transfer coding. */
export const serverOptions = (limits: Limits): ServerOptions => ({
  insecureHTTPParser: false,
  maxHeaderSize: limits.headerBytes,
  headersTimeout: limits.headersMs,
  // Ours come first; this one is for what they do not see.
  requestTimeout: limits.headersMs + limits.bodyMs + limits.drainMs,
  connectionsCheckingInterval: limits.checkMs,
  keepAliveTimeout: limits.keepAliveMs,
  joinDuplicateHeaders: true,
  // A request without Host is a stranger's like any other and gets the stranger's answer.
  requireHostHeader: false,
});
