import type { Migration } from './migration.ts';

/** Why the planner was notified of a rejection, or was not. */
export const why: Migration = {
  version: 3,
  sql: `
-- null: not decided yet, or notified before reasons were stored. Withheld (quiet-hours, muted) while notified_at_ms is null.
ALTER TABLE rejection ADD COLUMN why TEXT;
`,
};
