import { z } from 'zod';

/** Why something that arrived was not applied and does not wait either. */
export const PUT_ASIDE_REASONS = [
  /** Answered 401: not signed, or not with our key. */
  'refused',
  /** Answered 413. */
  'too-large',
  /** Answered 408: the body did not come in time. */
  'too-late',
  /** The sender closed the connection before the body had ended. */
  'cut-off',
  /** Answered 503: too much was being received. */
  'busy',
  /** Answered 503: it could not be stored. */
  'not-stored',
  /** A delivery that is not JSON, has no event, or was only partly understood. */
  'unreadable',
  /** A delivery that caused an error in this app. */
  'not-processed',
  /** Unsigned deliveries beyond what is kept and asked about in a day. */
  'over-quota',
  /** An unsigned delivery that the API did not confirm although it was asked several times. */
  'not-confirmed',
  /** A shift in an answer of the API. */
  'unreadable-row',
  /** A person or an activity in an answer of the API. */
  'unreadable-name',
] as const;
export const putAsideReason = z.enum(PUT_ASIDE_REASONS);
export type PutAsideReason = (typeof PUT_ASIDE_REASONS)[number];

/** Number per reason; one without any is left out. */
export const putAsideCounts = z.partialRecord(putAsideReason, z.number().int());
export type PutAsideCounts = z.infer<typeof putAsideCounts>;

export const DOUBT_REASONS = ['put-aside', 'waiting', 'not-arrived'] as const;

export const doubt = z.object({
  /**
   * put-aside: something could not be used, and no reading of the plan has settled it. waiting: something waits for its confirmation for
   * too long. not-arrived: the provider had changes whose delivery never came.
   */
  reason: z.enum(DOUBT_REASONS),
  sinceMs: z.number(),
  /** Deliveries or shifts concerned. */
  count: z.number().int(),
  /** For put-aside: how many for which reason. */
  details: putAsideCounts,
});
/** Why the plan may differ from the provider's although messages arrive. */
export type Doubt = z.infer<typeof doubt>;

export const unapplied = z.object({
  /** Since when the oldest delivery waits for the API's confirmation. */
  waitingSinceMs: z.number().nullable(),
  putAside: z.object({
    today: putAsideCounts,
    /** Put aside, and not settled by a reading of the plan. */
    unsettled: putAsideCounts,
    /** When the first of `unsettled` was put aside. */
    sinceMs: z.number().nullable(),
    /** Shifts, people and activities in the API's answers that cannot be read, as last seen. */
    known: putAsideCounts,
  }),
  notArrived: z.object({ count: z.number().int(), sinceMs: z.number().nullable() }),
  /** When the plan is read because of what was put aside; null when it need not be. */
  readAgainAtMs: z.number().nullable(),
});
/** What arrived and is not applied. */
export type UnappliedStatus = z.infer<typeof unapplied>;

/** What is kept over restarts. */
export const storedUnapplied = z.object({
  /** Not settled by a reading: how many, and when the first and the last came. */
  putAside: z.partialRecord(putAsideReason, z.object({ count: z.number(), sinceMs: z.number(), lastMs: z.number() })),
  /** `way`: what deliveries passed through, a relay or an address of the company. */
  notArrived: z.object({ count: z.number(), sinceMs: z.number(), way: z.string().nullable() }).nullable(),
});
export type StoredUnapplied = z.infer<typeof storedUnapplied>;

export const nothingUnapplied = (): UnappliedStatus => ({
  waitingSinceMs: null,
  putAside: { today: {}, unsettled: {}, sinceMs: null, known: {} },
  notArrived: { count: 0, sinceMs: null },
  readAgainAtMs: null,
});
