import { z } from 'zod';

const found = z.object({
  version: z.string(),
  /** Where it lies, for whoever installs it by hand. */
  url: z.string(),
  /** deb, rpm and unpacked folders belong to somebody else: the app says what is new, and leaves it to them. */
  isManual: z.boolean(),
});
/** A version newer than this one. */
export type FoundUpdate = z.infer<typeof found>;

export const updateStatus = z.discriminatedUnion('state', [
  /** A browser or a checkout: there is nothing to update. */
  z.object({ state: z.literal('unsupported') }),
  /** No feed is set: nobody is asked. */
  z.object({ state: z.literal('off') }),
  z.object({ state: z.literal('checking'), found: found.nullable() }),
  /** checkedAtMs null: nobody was asked yet. */
  z.object({ state: z.literal('none'), checkedAtMs: z.number().nullable() }),
  z.object({ state: z.literal('available'), found }),
  /** 0 to 100. */
  z.object({ state: z.literal('downloading'), found, percent: z.number() }),
  /** Waits for the planner to restart. */
  z.object({ state: z.literal('downloaded'), found }),
  z.object({
    state: z.literal('failed'),
    during: z.enum(['check', 'download']),
    reason: z.enum(['unreachable', 'not-a-feed', 'damaged', 'disk-full', 'other']),
    found: found.nullable(),
    atMs: z.number(),
  }),
]);
/** What is known of newer versions of this app. */
export type UpdateStatus = z.infer<typeof updateStatus>;
export type UpdateFailure = Extract<UpdateStatus, { state: 'failed' }>['reason'];

/** The newer version that waits for the planner; undefined when none does. */
export const foundUpdate = (status: UpdateStatus): FoundUpdate | undefined =>
  'found' in status ? (status.found ?? undefined) : undefined;
