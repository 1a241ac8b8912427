import { mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { versionFields } from './change-log.ts';
import { databaseErrorCode } from './errors.ts';

/*
 * The text of the log, in a file of its own. It holds nothing that cannot be made again from the log: kept apart, a thread of its
 * own fills it while the main process goes on answering, no backup carries it, and a damaged one is simply made anew.
 */

const SCHEMA_VERSION = 2;
const SCHEMA = `
CREATE TABLE progress (indexed_seq INTEGER NOT NULL) STRICT;
INSERT INTO progress VALUES (0);
-- Every name a person was ever known by here, so that old changes are found under old and new names.
CREATE TABLE known_name (person_id INTEGER PRIMARY KEY, current TEXT NOT NULL, all_names TEXT NOT NULL) STRICT;
-- Whose lines are where. Here and not in the log, where each answer would wait for it.
CREATE TABLE person_change (
  person_id INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (person_id, seq)
) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE change_text USING fts5(
  person, activity, comments, ids,
  content = '', contentless_delete = 1,
  tokenize = 'unicode61 remove_diacritics 2',
  prefix = '2 3'
);
`;

const TABLES = ['progress', 'known_name', 'person_change', 'change_text'];

/** Where the index of a database lies. */
export const searchIndexPath = (databasePath: string): string => `${databasePath}-search`;

export interface SearchIndex {
  /** Indexes what the log holds beyond the index, at most `limit` lines; says how many. */
  catchUp(limit: number): number;
  /** Indexes again the lines of people whose names changed. */
  catchUpNames(): void;
  /** Moves what the log's write-ahead file holds into the log, as far as that holds up nobody. */
  checkpointLog(): void;
  close(): void;
}

/** Opens the index beside a database, making it anew when it is missing, damaged or of another version. */
export const openSearchIndex = (databasePath: string): SearchIndex => {
  const path = searchIndexPath(databasePath);
  try {
    return createSearchIndex(open(path), databasePath);
  } catch (error) {
    if (databaseErrorCode(error) !== 'damaged') throw error;
    for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
    return createSearchIndex(open(path), databasePath);
  }
};

const open = (path: string): Sqlite.Database => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const db = new Sqlite(path, { timeout: 5000 });
  db.pragma('journal_mode = WAL');
  // A power cut may cost the newest lines of the index, never of the log: they are indexed again.
  db.pragma('synchronous = NORMAL');
  const version = Number(db.pragma('user_version', { simple: true }));
  if (version !== SCHEMA_VERSION) {
    db.transaction(() => {
      for (const table of TABLES) db.exec(`DROP TABLE IF EXISTS ${table}`);
      db.exec(SCHEMA);
      db.pragma(`user_version = ${SCHEMA_VERSION}`);
    })();
  }
  return db;
};

type LogLine = {
  seq: number;
  assignment_id: number;
  person_id: number | null;
  is_rejected: number | null;
  after: string | null;
  changes: string;
};
type PersonRow = { id: number; name: string };

const createSearchIndex = (db: Sqlite.Database, databasePath: string): SearchIndex => {
  db.prepare('ATTACH DATABASE ? AS log').run(databasePath);
  const progress = db.prepare<[], { indexed_seq: number }>('SELECT indexed_seq FROM progress');
  const lastSeq = db.prepare<[], { seq: number | null }>('SELECT max(seq) AS seq FROM log.change');
  const setProgress = db.prepare('UPDATE progress SET indexed_seq = ?');
  const next = db.prepare<[number, number], LogLine>(
    `SELECT seq, assignment_id, person_id, is_rejected, after, changes FROM log.change
     WHERE seq > ? ORDER BY seq LIMIT ?`,
  );
  const ofPerson = db.prepare<[number, number], LogLine>(
    `SELECT seq, assignment_id, c.person_id, is_rejected, after, changes
     FROM person_change p CROSS JOIN log.change c USING (seq) WHERE p.person_id = ? AND p.seq <= ?`,
  );
  const newNames = db.prepare<[], PersonRow>(
    `SELECT id, first_name || ' ' || last_name || ' ' || coalesce(employee_number, '')
       || ' ' || coalesce((SELECT group_concat(value, ' ') FROM json_each(reference_values)), '') AS name
     FROM log.person LEFT JOIN known_name ON person_id = id WHERE current IS NULL OR current <> name`,
  );
  const names = db.prepare<[number], { all_names: string }>('SELECT all_names FROM known_name WHERE person_id = ?');
  const putName = db.prepare(
    `INSERT INTO known_name (person_id, current, all_names) VALUES (?, ?, ?)
     ON CONFLICT (person_id) DO UPDATE SET current = excluded.current,
       all_names = all_names || ' ' || excluded.current`,
  );
  const activityText = db.prepare<[string], { text: string }>(
    `SELECT coalesce(name, '') || ' ' || coalesce((SELECT group_concat(value, ' ') FROM json_each(translations)), '') AS text
     FROM log.activity WHERE id = ?`,
  );
  const insert = db.prepare(
    'INSERT OR REPLACE INTO change_text (rowid, person, activity, comments, ids) VALUES (?, ?, ?, ?, ?)',
  );

  const addPerson = db.prepare('INSERT OR IGNORE INTO person_change (person_id, seq) VALUES (?, ?)');

  const activityTexts = new Map<string, string>();
  const textOf = (activityId: string): string => {
    const text = activityTexts.get(activityId) ?? activityText.get(activityId)?.text ?? '';
    activityTexts.set(activityId, text);
    return text;
  };

  const indexLine = (line: LogLine): void => {
    const fields = versionFields(line.after, line.is_rejected);
    const activities = (fields?.activities ?? []).map(
      ({ activityId, externalReferences }) =>
        `${textOf(activityId)} ${Object.values(externalReferences ?? {}).join(' ')}`,
    );
    if (line.person_id !== null) addPerson.run(line.person_id, line.seq);
    insert.run(
      line.seq,
      (line.person_id !== null && names.get(line.person_id)?.all_names) || '',
      activities.join(' '),
      `${fields?.comments ?? ''} ${commentBefore(line.changes)}`,
      `${line.assignment_id} ${line.person_id ?? ''}`,
    );
  };

  /** The log was emptied, and its positions were given out anew. */
  const forget = db.transaction(() => {
    for (const table of ['known_name', 'person_change', 'change_text']) db.exec(`DELETE FROM ${table}`);
    setProgress.run(0);
  });
  const add = db.transaction((lines: readonly LogLine[], last: LogLine) => {
    for (const line of lines) indexLine(line);
    setProgress.run(last.seq);
  });

  return {
    catchUp(limit) {
      const indexed = progress.get()?.indexed_seq ?? 0;
      if (indexed > (lastSeq.get()?.seq ?? 0)) forget();
      // Read before the transaction begins: a reader that stays long keeps the log's write-ahead file from starting over.
      const lines = next.all(progress.get()?.indexed_seq ?? 0, limit);
      const last = lines.at(-1);
      if (last) add(lines, last);
      return lines.length;
    },
    catchUpNames: db.transaction(() => {
      activityTexts.clear();
      const indexed = progress.get()?.indexed_seq ?? 0;
      for (const { id, name } of newNames.all()) {
        putName.run(id, name, name);
        for (const line of ofPerson.all(id, indexed)) indexLine(line);
      }
    }),
    checkpointLog: () => void db.pragma('log.wal_checkpoint(PASSIVE)'),
    close: () => db.close(),
  };
};

/** A changed comment is found under what it was, too. */
const commentBefore = (changes: string): string => {
  if (!changes.includes('"comments"')) return '';
  const list = JSON.parse(changes) as { field: string; before: unknown }[];
  const before = list.find(({ field }) => field === 'comments')?.before;
  return typeof before === 'string' ? before : '';
};
