import { z } from 'zod';
import { problem } from './problems.ts';
import { doubt, nothingUnapplied, unapplied } from './unapplied.ts';

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

export const COUNTER_NAMES = [
  'deliveries',
  'changes',
  'applied',
  'duplicate',
  'stale',
  'unverified',
  'refused',
  'unrecognised',
  'putAside',
  'notArrived',
] as const;
export type CounterName = (typeof COUNTER_NAMES)[number];

export const STEP_NAMES = ['check', 'tunnel', 'webhook', 'sync', 'heartbeat', 'remove-old', 'remove'] as const;

export const heartbeat = z.object({
  state: z.enum(['ok', 'late', 'down', 'none']),
  lastOkAtMs: z.number().nullable(),
});
/** Whether the app's own test message to its public URL arrives. */
export type Heartbeat = z.infer<typeof heartbeat>;

export const connectionStep = z.object({
  name: z.enum(STEP_NAMES),
  state: z.enum(['waiting', 'running', 'done', 'failed']),
  /** For `sync`: assignments read so far. */
  count: z.number().int().optional(),
});
/** One visible step of Subscribe, Renew or Unsubscribe. */
export type ConnectionStep = z.infer<typeof connectionStep>;

export const counters = z.object(
  Object.fromEntries(COUNTER_NAMES.map((name) => [name, z.number().int()])) as Record<CounterName, z.ZodNumber>,
);
export type Counters = z.infer<typeof counters>;

export const gap = z.object({
  fromMs: z.number(),
  /** null while the gap is still open. */
  untilMs: z.number().nullable(),
  /** Changes found afterwards; null until the list was read. */
  found: z.number().int().nullable(),
});
/** A time in which nothing could be received. */
export type Gap = z.infer<typeof gap>;

export const connectionStatus = z.object({
  state: z.enum(CONNECTION_STATES),
  /** When this state began. */
  sinceMs: z.number(),
  problem: problem.nullable(),
  /** The steps of the running or last action, in order; empty when there was none. */
  steps: z.array(connectionStep),
  /** An action that the planner sees is running; buttons are disabled. Background checks do not count. */
  busy: z.boolean(),
  /** The running action can be cancelled. */
  canCancel: z.boolean().default(false),
  /** Since when changes may have been missed and not yet been found by reading the list. Kept over restarts. */
  notReceivingSinceMs: z.number().nullable().default(null),
  /** How far the provider's clock is ahead of this computer's; 0 when they agree. */
  clockOffsetMs: z.number().default(0),
  publicUrl: z.string().nullable(),
  webhookId: z.string().nullable(),
  /** ISO 8601, as sent by the provider. */
  validUntil: z.string().nullable(),
  heartbeat,
  lastEventAtMs: z.number().nullable(),
  today: counters,
  gaps: z.array(gap),
  /** The signature format is known; unsigned deliveries are refused from now on. */
  signed: z.boolean(),
  /** Unverified deliveries that the API has not confirmed yet. */
  waiting: z.number().int(),
  /** Why the plan may differ; *live* is displayed only without a doubt. */
  doubt: doubt.nullable().default(null),
  unapplied: unapplied.default(nothingUnapplied),
  /** Why some names cannot be read; the plan shows ids instead. */
  namesProblem: problem.nullable().default(null),
  /**
   * Within how many minutes at the latest a change is found by comparing the plan that did not arrive by itself: of today and
   * tomorrow, and of the other days; null before the plan was read.
   */
  compare: z.object({ nearMinutes: z.number().int(), farMinutes: z.number().int() }).nullable().default(null),
  /** Requests sent to Protime within the last hour, and how many it may be; fewer for an hour after it was too many. */
  requests: z.object({ lastHour: z.number().int(), perHour: z.number().int() }).default({ lastHour: 0, perHour: 0 }),
  /** Protime refused the external references of the settings; changes are received and read without them. */
  referencesRefused: z.boolean().default(false),
});
export type ConnectionStatus = z.infer<typeof connectionStatus>;

/** The doubt that is the only reason why the state is not *live*; null when there is another reason, or none. */
export const doubtShown = ({
  state,
  problem,
  heartbeat,
  doubt,
}: Pick<ConnectionStatus, 'state' | 'problem' | 'heartbeat' | 'doubt'>): ConnectionStatus['doubt'] =>
  state === 'late' && problem === null && heartbeat.state === 'ok' ? doubt : null;

export const zeroCounters = (): Counters => Object.fromEntries(COUNTER_NAMES.map((name) => [name, 0])) as Counters;

/**
 * Since when changes may have been missed: the start of the gap, else the last successful heartbeat, else the start of this
 * state.
 */
export const lastReceivedMs = ({
  notReceivingSinceMs,
  heartbeat: { lastOkAtMs },
  sinceMs,
}: Pick<ConnectionStatus, 'notReceivingSinceMs' | 'heartbeat' | 'sinceMs'>): number =>
  notReceivingSinceMs ?? lastOkAtMs ?? sinceMs;
