import type { Migration } from './migration.ts';

/** A rejection can be snoozed until a time; a change of its assignment always ends the snooze. */
export const snooze: Migration = {
  version: 2,
  sql: `
-- The log position when it was snoozed; null: not snoozed. A later change of the assignment ends the snooze.
ALTER TABLE rejection ADD COLUMN snoozed_seq INTEGER;
-- End of the snooze; null: no time limit.
ALTER TABLE rejection ADD COLUMN snoozed_until_ms INTEGER;
`,
};
