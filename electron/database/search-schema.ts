import type Sqlite from 'better-sqlite3';

const VERSION = 14;
const SCHEMA = `
CREATE TABLE progress (
  indexed_seq INTEGER NOT NULL,
  -- The latest time any line was seen, and how far behind it a later line ever was: a clock can be set back.
  latest_ms INTEGER NOT NULL,
  disorder_ms INTEGER NOT NULL,
  -- How often anything but the end of the log was indexed anew: what a reader keeps of it holds no longer.
  remade INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO progress (indexed_seq, latest_ms, disorder_ms) VALUES (0, 0, 0);
-- The names that were indexed last, so that a change of them is seen.
CREATE TABLE known_person (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;
CREATE TABLE known_activity (id TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT, WITHOUT ROWID;
-- Where in the log a span of some minutes begins, by the latest time seen until there.
CREATE TABLE seen_mark (mark INTEGER PRIMARY KEY, first_seq INTEGER NOT NULL) STRICT;
-- Which lines of a chunk of the log have a word: line-set.ts.
CREATE TABLE line_set (word TEXT NOT NULL, chunk INTEGER NOT NULL, lines BLOB NOT NULL, PRIMARY KEY (word, chunk))
  STRICT, WITHOUT ROWID;
CREATE INDEX line_set_chunk ON line_set (chunk);
-- The same for what is asked for chunk by chunk: of a word, which ones follow it (word-pairs.ts), and of several words what they
-- all begin with. With rowids, so that one comes after the other and no page is left half empty.
CREATE TABLE chunk_set (chunk INTEGER NOT NULL, word TEXT NOT NULL, lines BLOB NOT NULL, PRIMARY KEY (chunk, word)) STRICT;
-- Chunks in which every frequent word of the text has its set.
CREATE TABLE whole_chunk (chunk INTEGER PRIMARY KEY) STRICT;
-- Months in which a shift begins.
CREATE TABLE shift_month (month INTEGER PRIMARY KEY) STRICT;
CREATE VIRTUAL TABLE change_text USING fts5(
  person, activity, comments, ids,
  content = '', contentless_delete = 1,
  tokenize = 'unicode61 remove_diacritics 2',
  prefix = '2 3'
);
-- Two pieces of a size are enough to make one of them: https://sqlite.org/fts5.html#the_usermerge_configuration_option
INSERT INTO change_text (change_text, rank) VALUES ('usermerge', 2);
CREATE VIRTUAL TABLE change_word USING fts5vocab(change_text, instance);
`;

/**
 * Whether the index's tables are there and of this version: they are made in one go.
 * @throws when the file cannot be read.
 */
export const isSearchFileReady = (db: Pick<Sqlite.Database, 'prepare'>, schema: 'main' | 'search'): boolean =>
  db.prepare(`PRAGMA ${schema}.user_version`).pluck().get() === VERSION &&
  db.prepare(`SELECT indexed_seq FROM ${schema}.progress`).get() !== undefined;

/** Makes the index's tables, unless they are there and of this version. */
export const prepareSearchFile = (db: Sqlite.Database): void => {
  const isReady = () => isSearchFileReady(db, 'main');
  if (isReady()) return;
  db.transaction(() => {
    // Another thread or process may have made them while this one waited.
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

/** The span of ten minutes that a time falls into. */
export const markOf = (ms: number): number => Math.floor(ms / MARK_MS);
export const MARK_MS = 600_000;
