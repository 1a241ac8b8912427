import { z } from 'zod';
import { exportedFile } from './export.ts';

export const backup = z.object({ name: z.string(), sizeBytes: z.number().int(), madeAtMs: z.number() });
/** A copy of the database, in the data folder's `backups`. */
export type Backup = z.infer<typeof backup>;

export const forgetResult = z.object({
  /** Number of deleted rows. */
  changes: z.number().int(),
  assignments: z.number().int(),
  deliveries: z.number().int(),
  /** Files that may still contain the person: exports, and backups that could not be cleaned. */
  exports: z.array(exportedFile),
  backups: z.array(backup),
});
/** Result of forgetting a person: deleted rows and the files left for the planner to delete. */
export type ForgetResult = z.infer<typeof forgetResult>;

export const forgottenPerson = z.object({
  /** Opaque id; does not identify the person. */
  id: z.string().max(100),
  forgottenAtMs: z.number(),
});
/** A forgotten person; data about them is ignored. */
export type ForgottenPerson = z.infer<typeof forgottenPerson>;
