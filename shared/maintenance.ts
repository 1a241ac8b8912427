import { z } from 'zod';
import { exportedFile } from './export.ts';

export const backup = z.object({ name: z.string(), sizeBytes: z.number().int(), madeAtMs: z.number() });
/** A copy of the database, in the data folder's `backups`. */
export type Backup = z.infer<typeof backup>;

export const forgetResult = z.object({
  /** How much was taken out. */
  changes: z.number().int(),
  assignments: z.number().int(),
  deliveries: z.number().int(),
  /** Files that may still hold the person: exports, and copies of the database in which they could not be taken out. */
  exports: z.array(exportedFile),
  backups: z.array(backup),
});
/** What forgetting a person took out, and what is left for the planner to delete. */
export type ForgetResult = z.infer<typeof forgetResult>;

export const forgottenPerson = z.object({
  /** Tells them apart without saying who they are. */
  id: z.string().max(100),
  forgottenAtMs: z.number(),
});
/** Somebody who was forgotten: what Protime sends about them is turned away. */
export type ForgottenPerson = z.infer<typeof forgottenPerson>;
