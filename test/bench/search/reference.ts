import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { cachedFolder } from '../measure/cached-folder.ts';
import { LOG_SOURCES } from './dataset.ts';

/*
 * What SQLite alone does for one question at its best: a table, a text index with prefixes beside it, newest first by its
 * place in the log, and one prepared statement a question. It knows no renamed people, no late names and no pages.
 */

/** Copies a log's lines and the text of their people and comments into a bare database. */
const fillReference = (logPath: string, path: string): void => {
  const db = new Sqlite(path);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = OFF');
  db.exec(`
    CREATE TABLE event (
      id INTEGER PRIMARY KEY, assignment_id INTEGER NOT NULL, version TEXT NOT NULL, kinds INTEGER NOT NULL,
      source TEXT NOT NULL, outcome TEXT NOT NULL, person_id INTEGER, from_day TEXT, until_day TEXT,
      start_minutes INTEGER, end_minutes INTEGER, seen_at_ms INTEGER NOT NULL, changes TEXT NOT NULL, body TEXT);
    CREATE INDEX event_person ON event (person_id, id);
    CREATE INDEX event_seen ON event (seen_at_ms);
    CREATE VIRTUAL TABLE event_text USING fts5(
      person, comments, ids, content = '', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');
  `);
  db.prepare('ATTACH DATABASE ? AS log').run(logPath);
  db.exec(`
    INSERT INTO event SELECT seq, assignment_id, change_version, kinds, source, outcome, person_id, from_day, until_day,
      start_minutes, end_minutes, seen_at_ms, changes, after FROM log.change;
    INSERT INTO event_text (rowid, person, comments, ids)
      SELECT c.seq, coalesce(p.first_name || ' ' || p.last_name || ' ' || p.employee_number, ''),
        coalesce(c.after ->> '$.comments', ''), c.assignment_id || ' ' || coalesce(c.person_id, '')
      FROM log.change c LEFT JOIN log.person p ON p.id = c.person_id;
  `);
  db.close();
};

/** The bare database of a log of so many changes. */
export const cachedReference = (logPath: string, changes: number): string =>
  join(
    cachedFolder(`bare-${changes}`, [...LOG_SOURCES, new URL(import.meta.url)], (folder) =>
      fillReference(logPath, join(folder, FILE)),
    ),
    FILE,
  );
const FILE = 'bare.db';

const COLUMNS = `e.id, e.assignment_id, e.version, e.kinds, e.source, e.outcome, e.person_id, e.from_day, e.until_day,
  e.start_minutes, e.end_minutes, e.seen_at_ms, e.changes`;

/** Questions to it, each answered by its newest 50 as objects. */
export const openReference = (path: string) => {
  const db = new Sqlite(path, { readonly: true });
  db.pragma('cache_size = -65536');
  const words = db.prepare<[string], { changes: string }>(
    `SELECT ${COLUMNS} FROM event_text t CROSS JOIN event e ON e.id = t.rowid WHERE t.event_text MATCH ?
     ORDER BY t.rowid DESC LIMIT 50`,
  );
  const read = (rows: { changes: string }[]) => rows.map((row) => ({ ...row, changes: JSON.parse(row.changes) }));
  return {
    words: (match: string) => read(words.all(match)),
    close: () => db.close(),
  };
};
