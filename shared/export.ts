import { z } from 'zod';
import { problem } from './problems.ts';
import { savedFilters } from './saved-search.ts';

export const exportFormat = z.enum(['csv', 'jsonl']);
export type ExportFormat = z.infer<typeof exportFormat>;

export const exportRequest = z.object({
  format: exportFormat,
  /**
   * The filters of the screen; without filters everything is exported, including duplicates and changes without differences.
   */
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
  /** Progress from 0 to 1; null when unknown. */
  progress: z.number().nullable(),
  /** Web mode, when done: URL of the file, valid for one download. */
  download: z.string().nullable(),
  problem: problem.nullable(),
});
/** State of an export. */
export type ExportState = z.infer<typeof exportState>;

export const exportedFile = z.object({
  /** Identifies the file in requests. */
  id: z.number().int(),
  fileName: z.string(),
  /** Full path. */
  path: z.string(),
  sizeBytes: z.number().int(),
  madeAtMs: z.number(),
});
/** A file that this app wrote and that is still there. */
export type ExportedFile = z.infer<typeof exportedFile>;
