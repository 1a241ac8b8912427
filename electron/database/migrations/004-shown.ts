import type { Migration } from './migration.ts';

/** Where a rejection was shown: until then it counts as not notified. */
export const shown: Migration = {
  version: 4,
  sql: `
-- browser, system or window; null: not shown, or shown before this was stored. The time is in notified_at_ms.
ALTER TABLE rejection ADD COLUMN shown_where TEXT;
-- 1: as part of a summary.
ALTER TABLE rejection ADD COLUMN shown_in_summary INTEGER NOT NULL DEFAULT 0;
`,
};
