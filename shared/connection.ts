import type { ConnectionStatus, Counters } from './connection-schema.ts';

export type { ConnectionStatus, ConnectionStep, Counters, Gap, Heartbeat } from './connection-schema.ts';

export const CONNECTION_STATES = [
  'not-set-up',
  'checking',
  'opening-tunnel',
  'subscribing',
  'syncing',
  'live',
  'late',
  'down',
  'renewing',
  'unsubscribed',
  'problem',
] as const;
export type ConnectionState = (typeof CONNECTION_STATES)[number];

export const STEP_NAMES = ['check', 'tunnel', 'webhook', 'sync', 'heartbeat', 'remove-old', 'remove'] as const;
export const COUNTER_NAMES = [
  'deliveries',
  'changes',
  'applied',
  'duplicate',
  'stale',
  'unverified',
  'refused',
  'unrecognised',
] as const;
export type CounterName = (typeof COUNTER_NAMES)[number];

export const noCounters = (): Counters => ({
  deliveries: 0,
  changes: 0,
  applied: 0,
  duplicate: 0,
  stale: 0,
  unverified: 0,
  refused: 0,
  unrecognised: 0,
});

/** Since when something may have been missed, over restarts; before any gap is known, the last sign of life counts. */
export const lastReceivedMs = ({
  notReceivingSinceMs,
  heartbeat: { lastOkAtMs },
  sinceMs,
}: Pick<ConnectionStatus, 'notReceivingSinceMs' | 'heartbeat' | 'sinceMs'>): number =>
  notReceivingSinceMs ?? lastOkAtMs ?? sinceMs;
