import type { Migration } from './migration.ts';

/*
 * Where a column allows more than two values, they are compared with OR: for `IN`, SQLite builds a temporary table with each
 * row that is written, which took a tenth of the time of a delivery.
 */

/** The first schema. Times are ms since 1970 (`_at_ms`), days are `YYYY-MM-DD`, minutes are wall clock. */
export const init: Migration = {
  version: 1,
  sql: `
CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What Protime calls a webhook. The key that signs deliveries is encrypted before it is stored.
CREATE TABLE subscription (
  id INTEGER PRIMARY KEY,
  secret TEXT NOT NULL UNIQUE,
  destination_url TEXT NOT NULL,
  webhook_id TEXT,
  sealed_key TEXT,
  valid_until TEXT,
  signature_format TEXT,
  state TEXT NOT NULL CHECK (state = 'creating' OR state = 'live' OR state = 'retiring' OR state = 'ended'),
  created_at_ms INTEGER NOT NULL,
  ended_at_ms INTEGER
) STRICT;

-- One row per POST on a secret path, as it came in.
CREATE TABLE delivery (
  id INTEGER PRIMARY KEY,
  subscription_id INTEGER NOT NULL,
  received_at_ms INTEGER NOT NULL,
  trust TEXT NOT NULL CHECK (trust IN ('signed', 'unverified')),
  -- waiting: unverified, the API has not confirmed it yet; partly: some of its events were not understood.
  outcome TEXT NOT NULL CHECK (outcome = 'processed' OR outcome = 'waiting' OR outcome = 'confirmed'
    OR outcome = 'partly' OR outcome = 'unrecognised'),
  headers TEXT NOT NULL,
  body BLOB NOT NULL
) STRICT;
CREATE INDEX delivery_waiting ON delivery (id) WHERE outcome = 'waiting';
CREATE INDEX delivery_unrecognised ON delivery (id) WHERE outcome IN ('partly', 'unrecognised');

-- The log: new lines are only appended. seq is the log position that all other parts refer to.
CREATE TABLE change (
  seq INTEGER PRIMARY KEY,
  assignment_id INTEGER NOT NULL,
  -- The previous line about the same assignment; null for the first one and for duplicates, which are not part of the chain.
  -- A chain instead of an index: appending then writes only to the end of the table, however long the log is.
  previous_seq INTEGER,
  change_version TEXT NOT NULL,
  -- Bit n stands for CHANGE_KINDS[n].
  kinds INTEGER NOT NULL,
  source TEXT NOT NULL CHECK (source = 'webhook' OR source = 'sync' OR source = 'demo'),
  outcome TEXT NOT NULL CHECK (outcome = 'applied' OR outcome = 'duplicate' OR outcome = 'stale'),
  delivery_id INTEGER,
  person_id INTEGER,
  from_day TEXT,
  until_day TEXT,
  start_minutes INTEGER,
  end_minutes INTEGER,
  seen_at_ms INTEGER NOT NULL,
  -- Valid from this version on; a version without the field keeps the previous value.
  is_rejected INTEGER,
  -- The provider's own object with every field it sent; null for a delete and a duplicate.
  after TEXT,
  -- Field by field: [{field, before, after}].
  changes TEXT NOT NULL
) STRICT;

-- The plan now: a projection of the log. A deleted assignment stays as a tombstone.
CREATE TABLE assignment (
  id INTEGER PRIMARY KEY,
  change_version TEXT NOT NULL,
  person_id INTEGER,
  from_day TEXT NOT NULL,
  -- '9999-12-31' is open-ended, so that a range of days is one comparison.
  last_day TEXT NOT NULL,
  start_minutes INTEGER,
  end_minutes INTEGER,
  break_minutes INTEGER,
  comments TEXT,
  activities TEXT NOT NULL,
  person_references TEXT,
  is_rejected INTEGER,
  deleted INTEGER NOT NULL,
  -- It was missing in a list. Unlike after a delete event, it may be in a later list again.
  deleted_by_list INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  -- The newest line about it in the log, where the chain begins.
  last_seq INTEGER NOT NULL,
  seen_at_ms INTEGER NOT NULL,
  changed_at_ms INTEGER
) STRICT;
CREATE INDEX assignment_days ON assignment (last_day, from_day) WHERE deleted = 0;
CREATE INDEX assignment_person ON assignment (person_id, last_day) WHERE deleted = 0;

CREATE TABLE rejection (
  id INTEGER PRIMARY KEY,
  assignment_id INTEGER NOT NULL,
  -- The version whose isRejected turned true.
  change_version TEXT NOT NULL,
  -- The log entry that holds the shift as it was then.
  seq INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state = 'open' OR state = 'acknowledged' OR state = 'withdrawn'),
  seen_at_ms INTEGER NOT NULL,
  caught_up INTEGER NOT NULL,
  acknowledged_at_ms INTEGER,
  withdrawn_at_ms INTEGER,
  -- Set just before the planner is notified: after a crash before notified_at_ms is set, it is unknown whether that happened.
  telling_at_ms INTEGER,
  -- null until the planner was notified: if the app ends before that, a summary is shown at the next start.
  notified_at_ms INTEGER,
  UNIQUE (assignment_id, change_version)
) STRICT;
CREATE INDEX rejection_open ON rejection (state) WHERE state = 'open';
CREATE INDEX rejection_untold ON rejection (id) WHERE notified_at_ms IS NULL;

-- The only data about people that is stored.
CREATE TABLE person (
  id INTEGER PRIMARY KEY,
  first_name TEXT NOT NULL,
  last_name TEXT NOT NULL,
  employee_number TEXT,
  reference_values TEXT
) STRICT;

-- Former names of people: changes can also be found by them.
CREATE TABLE past_name (
  person_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (person_id, name)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER person_renamed AFTER UPDATE ON person
  WHEN old.first_name <> new.first_name OR old.last_name <> new.last_name
    OR coalesce(old.employee_number, '') <> coalesce(new.employee_number, '')
BEGIN
  INSERT OR IGNORE INTO past_name (person_id, name)
  VALUES (old.id, trim(old.first_name || ' ' || old.last_name || ' ' || coalesce(old.employee_number, '')));
END;

CREATE TABLE activity (
  id TEXT PRIMARY KEY,
  level INTEGER NOT NULL,
  name TEXT,
  translations TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE gap (
  id INTEGER PRIMARY KEY,
  from_ms INTEGER NOT NULL,
  until_ms INTEGER,
  found INTEGER
) STRICT;

CREATE TABLE saved_search (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  filters TEXT NOT NULL,
  notify INTEGER NOT NULL DEFAULT 0,
  -- The log position up to which its matches were notified.
  told_seq INTEGER NOT NULL DEFAULT 0,
  position INTEGER NOT NULL
) STRICT;

-- Counts of deliveries and changes per calendar day; kept when old deliveries are deleted.
CREATE TABLE counter (
  day TEXT NOT NULL,
  name TEXT NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (day, name)
) STRICT, WITHOUT ROWID;
`,
};
