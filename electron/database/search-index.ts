import { mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { fold } from '../../shared/fold.ts';
import { versionFields } from './change-log.ts';
import { databaseErrorCode } from './errors.ts';
import { clampDay, type FacetLine, facetWords, initialWords, monthOf } from './search-facets.ts';
import { createKnownNames } from './search-names.ts';
import { markOf, prepareSearchFile } from './search-schema.ts';

/*
 * The text of the log, in a file of its own. It holds nothing that cannot be made again from the log: kept apart, a thread of its
 * own fills it while the main process goes on answering, no backup carries it, and a damaged one is simply made anew.
 */

/** Where the index of a database lies. */
export const searchIndexPath = (databasePath: string): string => `${databasePath}-search`;

export interface SearchIndex {
  /** Indexes what the log holds beyond the index, at most `limit` lines; says how many. */
  catchUp(limit: number): number;
  /** Indexes again the lines of people and activities whose names changed. */
  catchUpNames(): void;
  /** Takes out what left the log before a position, at most `limit` lines; says how many. */
  forgetBefore(seq: number, limit: number): number;
  /** Takes out single lines, indexes others again as they are now, and leaves no word of before in the files. */
  erase(seqs: readonly number[], rewritten: readonly number[]): void;
  /** Merges some of the pieces the index grew in, so that a search looks into fewer; false when there is nothing to merge. */
  tidy(): boolean;
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
    removeSearchIndex(databasePath);
    return createSearchIndex(open(path), databasePath);
  }
};

/** For a database that takes the place of another: its index is made anew. */
export const removeSearchIndex = (databasePath: string): void => {
  for (const suffix of ['', '-wal', '-shm']) rmSync(searchIndexPath(databasePath) + suffix, { force: true });
};

const open = (path: string): Sqlite.Database => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const db = new Sqlite(path, { timeout: 5000 });
  db.pragma('journal_mode = WAL');
  // A power cut may cost the newest lines of the index, never of the log: they are indexed again.
  db.pragma('synchronous = NORMAL');
  prepareSearchFile(db);
  return db;
};

const PAGES_PER_MERGE = 100;

type Progress = { indexed_seq: number; latest_ms: number; disorder_ms: number };
const START: Progress = { indexed_seq: 0, latest_ms: 0, disorder_ms: 0 };

type LogLine = FacetLine & {
  seq: number;
  assignment_id: number;
  person_id: number | null;
  is_rejected: number | null;
  after: string | null;
  changes: string;
};
const LINE = `c.seq, c.assignment_id, c.person_id, c.kinds, c.source, c.outcome, c.from_day, c.until_day, c.seen_at_ms,
  c.is_rejected, c.after, c.changes`;

const createSearchIndex = (db: Sqlite.Database, databasePath: string): SearchIndex => {
  db.prepare('ATTACH DATABASE ? AS log').run(databasePath);
  const progress = db.prepare<[], Progress>('SELECT indexed_seq, latest_ms, disorder_ms FROM progress');
  const indexedSeq = () => progress.get()?.indexed_seq ?? 0;
  const lastSeq = db.prepare<[], { seq: number | null }>('SELECT max(seq) AS seq FROM log.change');
  const setProgress = db.prepare('UPDATE progress SET indexed_seq = ?, latest_ms = ?, disorder_ms = ?');
  const next = db.prepare<[number, number], LogLine>(
    `SELECT ${LINE} FROM log.change c WHERE seq > ? ORDER BY seq LIMIT ?`,
  );
  const one = db.prepare<[number], LogLine>(`SELECT ${LINE} FROM log.change c WHERE seq = ?`);
  const withWord = db.prepare<[string], LogLine>(
    `SELECT ${LINE} FROM change_text t CROSS JOIN log.change c ON c.seq = t.rowid WHERE t.change_text MATCH ?`,
  );
  const insert = db.prepare(
    'INSERT OR REPLACE INTO change_text (rowid, facets, person, activity, comments, ids) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const mark = db.prepare('INSERT OR IGNORE INTO seen_mark (mark, first_seq) VALUES (?, ?)');
  const countFacet = db.prepare(
    'INSERT INTO facet (word, lines) VALUES (?, ?) ON CONFLICT (word) DO UPDATE SET lines = lines + excluded.lines',
  );
  const putMonth = db.prepare('INSERT OR IGNORE INTO shift_month (month) VALUES (?)');
  const remove = db.prepare('DELETE FROM change_text WHERE rowid = ?');
  const before = db.prepare<[number, number], { rowid: number }>(
    `SELECT id AS rowid FROM change_text_docsize d
     WHERE id < ? AND NOT EXISTS (SELECT 1 FROM log.change c WHERE c.seq = d.id) ORDER BY id LIMIT ?`,
  );
  const mergeSome = db.prepare(`INSERT INTO change_text (change_text, rank) VALUES ('merge', ${PAGES_PER_MERGE})`);
  const changesSoFar = db.prepare<[], { n: number }>('SELECT total_changes() AS n');
  const names = createKnownNames(db);

  const indexLine = (line: LogLine, facets: readonly string[]): void => {
    const fields = versionFields(line.after, line.is_rejected);
    const person = line.person_id === null ? '' : names.person(line.person_id);
    const activity = (fields?.activities ?? [])
      .map(
        ({ activityId, externalReferences }) =>
          `${idWord(activityId)} ${names.activity(activityId)} ${plain(Object.values(externalReferences ?? {}).join(' '))}`,
      )
      .join(' ');
    const comments = plain(`${fields?.comments ?? ''} ${commentBefore(line.changes)}`);
    const initials = initialWords(`${person} ${activity} ${comments}`);
    insert.run(
      line.seq,
      [...facets, ...initials].join(' '),
      person,
      activity,
      comments,
      `${line.assignment_id} ${line.person_id ?? ''}`,
    );
  };

  /** The log was emptied, and its positions were given out anew. */
  const forget = db.transaction(() => {
    for (const table of ['known_person', 'known_activity', 'seen_mark', 'facet', 'shift_month', 'change_text'])
      db.exec(`DELETE FROM ${table}`);
    setProgress.run(0, 0, 0);
    names.forget();
  });
  const add = db.transaction((lines: readonly LogLine[]) => {
    const counts = new Map<string, number>();
    let { indexed_seq, latest_ms, disorder_ms } = progress.get() ?? START;
    for (const line of lines) {
      const words = facetWords(line);
      indexLine(line, words);
      for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
      if (line.from_day !== null) putMonth.run(monthOf(clampDay(line.from_day)));
      if (markOf(line.seen_at_ms) > markOf(latest_ms)) mark.run(markOf(line.seen_at_ms), line.seq);
      latest_ms = Math.max(latest_ms, line.seen_at_ms);
      disorder_ms = Math.max(disorder_ms, latest_ms - line.seen_at_ms);
      indexed_seq = line.seq;
    }
    for (const [word, n] of counts) countFacet.run(word, n);
    setProgress.run(indexed_seq, latest_ms, disorder_ms);
  });

  return {
    catchUp(limit) {
      if (indexedSeq() > (lastSeq.get()?.seq ?? 0)) forget();
      // Read before the transaction begins: a reader that stays long keeps the log's write-ahead file from starting over.
      const lines = next.all(indexedSeq(), limit);
      if (lines.length > 0) add(lines);
      return lines.length;
    },
    catchUpNames: db.transaction(() => {
      for (const personId of names.changedPeople())
        for (const line of withWord.all(`ids : "${personId}"`))
          if (line.person_id === personId) indexLine(line, facetWords(line));
      for (const activityId of names.changedActivities())
        for (const line of withWord.all(`activity : "${idWord(activityId)}"`)) indexLine(line, facetWords(line));
    }),
    forgetBefore: db.transaction((seq: number, limit: number) => {
      const gone = before.all(seq, limit);
      for (const { rowid } of gone) remove.run(rowid);
      return gone.length;
    }),
    erase(seqs, rewritten) {
      db.pragma('secure_delete = ON');
      db.transaction(() => {
        names.forgetMissing();
        for (const seq of seqs) remove.run(seq);
        for (const line of rewritten.flatMap((seq) => one.all(seq))) indexLine(line, facetWords(line));
      })();
      // Until its segments are merged, FTS5 only skips what was deleted.
      db.exec(`INSERT INTO change_text (change_text) VALUES ('optimize')`);
      db.pragma('secure_delete = OFF');
      // In the write-ahead files what was deleted would stay for a while.
      for (const schema of ['main', 'log']) db.pragma(`${schema}.wal_checkpoint(TRUNCATE)`);
    },
    tidy() {
      const before = changesSoFar.get()?.n ?? 0;
      mergeSome.run();
      return (changesSoFar.get()?.n ?? 0) - before > 1;
    },
    checkpointLog: () => void db.pragma('log.wal_checkpoint(PASSIVE)'),
    close: () => db.close(),
  };
};

/** Characters for private use stand for chips here. */
const plain = (text: string): string => fold(text).replace(/\p{Co}/gu, ' ');

/** An id as one word: its hyphens would cut it in pieces. */
export const idWord = (id: string): string => plain(id).replace(/[^\p{L}\p{N}]/gu, '');

/** A changed comment is found under what it was, too. */
const commentBefore = (changes: string): string => {
  if (!changes.includes('"comments"')) return '';
  const list = JSON.parse(changes) as { field: string; before: unknown }[];
  const before = list.find(({ field }) => field === 'comments')?.before;
  return typeof before === 'string' ? before : '';
};
