import type { Migration } from './migration.ts';

/** A rejection can be put aside until a time, and always at most until its assignment changes. */
export const snooze: Migration = {
  version: 2,
  sql: `
-- null: not put aside. The log position then: a later change of the assignment brings the rejection back.
ALTER TABLE rejection ADD COLUMN snoozed_seq INTEGER;
-- null, when put aside: whatever the time.
ALTER TABLE rejection ADD COLUMN snoozed_until_ms INTEGER;
`,
};
