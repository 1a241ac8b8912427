import { z } from 'zod';
import { problem } from './problems.ts';
import { savedFilters } from './saved-search.ts';

export const exportFormat = z.enum(['csv', 'jsonl']);
export type ExportFormat = z.infer<typeof exportFormat>;

export const exportRequest = z.object({
  format: exportFormat,
  /** What is shown; left out: everything, copies and saves without a change included. */
  filters: savedFilters.optional(),
});
export type ExportRequest = z.infer<typeof exportRequest>;

export const exportState = z.object({
  id: z.number().int(),
  state: z.enum(['running', 'done', 'cancelled', 'failed']),
  format: exportFormat,
  fileName: z.string(),
  /** Changes written so far. */
  written: z.number().int(),
  /** Of the log that was gone through, from 0 to 1; null where that is not known. */
  progress: z.number().nullable(),
  /** In a browser, once it is done: where the file can be fetched, one time. */
  download: z.string().nullable(),
  problem: problem.nullable(),
});
/** How an export goes on. */
export type ExportState = z.infer<typeof exportState>;

export const exportedFile = z.object({
  /** Stands for the file in requests. */
  id: z.number().int(),
  fileName: z.string(),
  /** Where it lies; with the folder, for it may lie anywhere. */
  path: z.string(),
  sizeBytes: z.number().int(),
  madeAtMs: z.number(),
});
/** A file that this app wrote and that is still there. */
export type ExportedFile = z.infer<typeof exportedFile>;
