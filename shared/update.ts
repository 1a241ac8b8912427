import { z } from 'zod';

const found = z.object({
  version: z.string(),
  /** Download URL for manual installation. */
  url: z.string(),
  /** The app cannot update itself (deb, rpm, unpacked folder): it only announces the version. */
  isManual: z.boolean(),
});
/** A version newer than this one. */
export type FoundUpdate = z.infer<typeof found>;

export const updateStatus = z.discriminatedUnion('state', [
  /** Web mode or a checkout: updates do not apply. */
  z.object({ state: z.literal('unsupported') }),
  /** No feed is configured. */
  z.object({ state: z.literal('off') }),
  z.object({ state: z.literal('checking'), found: found.nullable() }),
  /** checkedAtMs null: not checked yet. */
  z.object({ state: z.literal('none'), checkedAtMs: z.number().nullable() }),
  z.object({ state: z.literal('available'), found }),
  /** 0 to 100. */
  z.object({ state: z.literal('downloading'), found, percent: z.number() }),
  /** Installed at the next restart. */
  z.object({ state: z.literal('downloaded'), found }),
  z.object({
    state: z.literal('failed'),
    during: z.enum(['check', 'download']),
    reason: z.enum(['unreachable', 'not-a-feed', 'damaged', 'disk-full', 'other']),
    found: found.nullable(),
    atMs: z.number(),
  }),
]);
/** Status of the update check and download. */
export type UpdateStatus = z.infer<typeof updateStatus>;
export type UpdateFailure = Extract<UpdateStatus, { state: 'failed' }>['reason'];

/** The newer version, if one was found. */
export const foundUpdate = (status: UpdateStatus): FoundUpdate | undefined =>
  'found' in status ? (status.found ?? undefined) : undefined;
