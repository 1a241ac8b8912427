import type { Migration } from './migration.ts';

/** What was said about an assignment and is not believed before the API confirms it. */
export const hints: Migration = {
  version: 5,
  sql: `
CREATE TABLE hint (
  assignment_id INTEGER PRIMARY KEY,
  -- The newest version that was named, and whether it deletes the assignment.
  change_version TEXT NOT NULL,
  deletes INTEGER NOT NULL,
  delivery_id INTEGER,
  -- Where the list may contain it; null for a deletion.
  person_id INTEGER,
  from_day TEXT,
  -- Why it waits: see HintReason.
  reason TEXT NOT NULL,
  first_at_ms INTEGER NOT NULL,
  last_at_ms INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  next_try_at_ms INTEGER NOT NULL,
  -- 1: asked so often that the plan was read instead; it is still asked now and then.
  overdue INTEGER NOT NULL
) STRICT;
CREATE INDEX hint_last ON hint (last_at_ms);
CREATE INDEX hint_next ON hint (next_try_at_ms);
CREATE INDEX hint_delivery ON hint (delivery_id);
`,
};
