import type Sqlite from 'better-sqlite3';

const VERSION = 15;
const SCHEMA = `
CREATE TABLE progress (
  indexed_seq INTEGER NOT NULL,
  -- The latest time of any line, and the largest step back of a later line: a clock can be set back.
  latest_ms INTEGER NOT NULL,
  disorder_ms INTEGER NOT NULL
) STRICT;
INSERT INTO progress (indexed_seq, latest_ms, disorder_ms) VALUES (0, 0, 0);
-- The names as indexed last, to detect changed names.
CREATE TABLE known_person (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;
CREATE TABLE known_activity (id TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT, WITHOUT ROWID;
-- The first position of each span of ten minutes (mark: its number) of the log, by the latest time up to that position.
CREATE TABLE seen_mark (mark INTEGER PRIMARY KEY, first_seq INTEGER NOT NULL) STRICT;
-- Columns to find lines by, besides their words. Indexes in the log's own file would slow down every delivery.
CREATE TABLE line (
  seq INTEGER PRIMARY KEY,
  -- The first day of the shift; empty without a shift.
  day TEXT NOT NULL,
  assignment_id INTEGER NOT NULL,
  person_id INTEGER,
  -- For an applied line: 1 when the assignment exists after it, 0 when it was deleted; null for other lines.
  held INTEGER
) STRICT;
CREATE INDEX line_day ON line (day);
CREATE INDEX line_assignment ON line (assignment_id) WHERE held IS NOT NULL;
CREATE INDEX line_person ON line (person_id, held, assignment_id);
-- Normalised words separated by blanks (line-text.ts): the tokenizer only splits at blanks. Words of the first column take two
-- bytes less, so it is comments, which have most words.
CREATE VIRTUAL TABLE change_text USING fts5(
  comments, activity, person, ids, chips,
  content = '', contentless_delete = 1,
  tokenize = 'ascii',
  prefix = '2 3'
);
-- Two segments of similar size are enough for a merge: https://sqlite.org/fts5.html#the_usermerge_configuration_option
INSERT INTO change_text (change_text, rank) VALUES ('usermerge', 2);
CREATE VIRTUAL TABLE change_word USING fts5vocab(change_text, instance);
`;

/**
 * Whether the index's tables exist and are of this version: they are created in one transaction.
 * @throws when the file cannot be read.
 */
export const isSearchFileReady = (db: Pick<Sqlite.Database, 'prepare'>, schema: 'main' | 'search'): boolean =>
  db.prepare(`PRAGMA ${schema}.user_version`).pluck().get() === VERSION &&
  db.prepare(`SELECT indexed_seq FROM ${schema}.progress`).get() !== undefined;

/** Creates the index's tables, unless they exist and are of this version. */
export const prepareSearchFile = (db: Sqlite.Database): void => {
  const isReady = () => isSearchFileReady(db, 'main');
  if (isReady()) return;
  db.transaction(() => {
    // Another thread or process may have created them while this one waited.
    if (isReady()) return;
    const tables = db
      .prepare<[], { name: string }>(
        `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'change_text_*' AND name NOT LIKE 'sqlite_%'`,
      )
      .all();
    for (const { name } of tables) db.exec(`DROP TABLE IF EXISTS ${name}`);
    db.exec(SCHEMA);
    db.pragma(`user_version = ${VERSION}`);
  }).immediate();
};

/** Empties its tables. Other connections may have them open, so they stay. */
export const emptySearchFile = (db: Sqlite.Database): void => {
  for (const table of ['known_person', 'known_activity', 'seen_mark', 'line']) db.exec(`DELETE FROM ${table}`);
  db.exec(`INSERT INTO change_text (change_text) VALUES ('delete-all')`);
  db.exec('UPDATE progress SET indexed_seq = 0, latest_ms = 0, disorder_ms = 0');
};

/** The span of ten minutes that contains a time. */
export const spanOf = (ms: number): number => Math.floor(ms / 600_000);

/** The row of `progress`. */
export type Progress = { indexed_seq: number; latest_ms: number; disorder_ms: number };
export const NO_PROGRESS: Progress = { indexed_seq: 0, latest_ms: 0, disorder_ms: 0 };
