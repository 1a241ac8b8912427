import { mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { columnWords, rememberColumnWords } from './column-words.ts';
import { databaseErrorCode } from './errors.ts';
import { chunkOf, firstSeqOf } from './line-set.ts';
import { clampDay, type FacetLine, facetWords, monthOf } from './search-facets.ts';
import { idWord, type LineText, TEXT_COLUMNS, type TextLine, textOf } from './search-line-text.ts';
import { createKnownNames } from './search-names.ts';
import { markOf, prepareSearchFile } from './search-schema.ts';
import { createSets, type LineWords } from './search-sets.ts';

/*
 * The text of the log, in a file of its own. It holds nothing that cannot be made again from the log: kept apart, a thread of its
 * own fills it while the main process goes on answering, no backup carries it, and a damaged one is simply made anew.
 */

/** Where the index of a database lies. */
export const searchIndexPath = (databasePath: string): string => `${databasePath}-search`;

export interface SearchIndex {
  /** Indexes what the log holds beyond the index, at most `limit` lines; says how many. */
  catchUp(limit: number): number;
  /** How many positions of the log are not indexed yet. */
  behind(): number;
  /** Indexes again the lines of people and activities whose names changed. */
  catchUpNames(): void;
  /** The same for some of them; false when none is left. */
  catchUpSomeNames(): boolean;
  /** Takes out what left the log before a position, at most `limit` lines; says how many. */
  forgetBefore(seq: number, limit: number): number;
  /** Takes out single lines, indexes others again as they are now, and leaves no word of before in the files. */
  erase(seqs: readonly number[], rewritten: readonly number[]): void;
  /** Does some of what makes searches faster and can wait; false when nothing is left of it. */
  tidy(): boolean;
  /** Moves what the log's write-ahead file holds into the log, as far as that holds up nobody. */
  checkpointLog(): void;
  close(): void;
}

/**
 * Opens the index beside a database, making it anew when it is missing, damaged or of another version.
 * @param waitMs how long it waits for another program that is filling it.
 */
export const openSearchIndex = (databasePath: string, { waitMs = 5000 } = {}): SearchIndex => {
  const path = searchIndexPath(databasePath);
  try {
    return createSearchIndex(open(path, waitMs), databasePath);
  } catch (error) {
    if (databaseErrorCode(error) !== 'damaged') throw error;
    removeSearchIndex(databasePath);
    return createSearchIndex(open(path, waitMs), databasePath);
  }
};

/** For a database that takes the place of another: its index is made anew. */
export const removeSearchIndex = (databasePath: string): void => {
  for (const suffix of ['', '-wal', '-shm']) rmSync(searchIndexPath(databasePath) + suffix, { force: true });
};

const open = (path: string, waitMs: number): Sqlite.Database => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const db = new Sqlite(path, { timeout: waitMs });
  // Takes hold in a new file only: merging leaves pages free, a quarter of a small file.
  if (db.pragma('page_count', { simple: true }) === 0) db.pragma('auto_vacuum = INCREMENTAL');
  db.pragma('journal_mode = WAL');
  // A power cut may cost the newest lines of the index, never of the log: they are indexed again.
  db.pragma('synchronous = NORMAL');
  prepareSearchFile(db);
  return db;
};

const PAGES_PER_MERGE = 100;
const PAGES_PER_CUT = 256;
const PEOPLE_PER_STEP = 50;

type Progress = { indexed_seq: number; latest_ms: number; disorder_ms: number };
const START: Progress = { indexed_seq: 0, latest_ms: 0, disorder_ms: 0 };

type LogLine = FacetLine & TextLine;
const LINE = `${TEXT_COLUMNS}, c.kinds, c.source, c.outcome, c.from_day, c.until_day, c.seen_at_ms`;

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
    'INSERT OR REPLACE INTO change_text (rowid, person, activity, comments, ids) VALUES (?, ?, ?, ?, ?)',
  );
  const inChunk = db.prepare<[number, number], LogLine>(
    `SELECT ${LINE} FROM log.change c WHERE seq BETWEEN ? AND ? ORDER BY seq`,
  );
  const mark = db.prepare('INSERT OR IGNORE INTO seen_mark (mark, first_seq) VALUES (?, ?)');
  const putMonth = db.prepare('INSERT OR IGNORE INTO shift_month (month) VALUES (?)');
  const remove = db.prepare('DELETE FROM change_text WHERE rowid = ?');
  const before = db.prepare<[number, number], { rowid: number }>(
    `SELECT id AS rowid FROM change_text_docsize d
     WHERE id < ? AND NOT EXISTS (SELECT 1 FROM log.change c WHERE c.seq = d.id) ORDER BY id LIMIT ?`,
  );
  const mergeSome = db.prepare(`INSERT INTO change_text (change_text, rank) VALUES ('merge', ${PAGES_PER_MERGE})`);
  const changesSoFar = db.prepare<[], { n: number }>('SELECT total_changes() AS n');
  const takeTurn = db.prepare('UPDATE progress SET indexed_seq = indexed_seq');
  const names = createKnownNames(db);
  const sets = createSets(db);

  const nameWords = rememberColumnWords();

  const wordsOf = (line: LogLine, { person, activity, comments, ids }: LineText): LineWords => {
    const columns = [nameWords(person), nameWords(activity), columnWords(comments), columnWords(ids)];
    return {
      seq: line.seq,
      chips: [facetWords(line), ...columns.map(({ initials }) => initials)],
      columns: columns.map(({ words }) => words),
    };
  };

  /** Puts a line into the text index; its chips are for the caller to keep. */
  const indexLine = (line: LogLine): LineWords => {
    const text = textOf(line, names);
    insert.run(line.seq, text.person, text.activity, text.comments, text.ids);
    return wordsOf(line, text);
  };
  const indexAnew = (lines: readonly LogLine[]): void => {
    sets.addChips(lines.map(indexLine));
    sets.outdate(lines.map(({ seq }) => seq));
  };

  /** @param last position that is indexed. */
  const remakeChunk = (chunk: number, last: number): void => {
    const end = firstSeqOf(chunk + 1) - 1;
    const lines = inChunk.all(firstSeqOf(chunk), Math.min(end, last));
    sets.remake(
      chunk,
      lines.map((line) => wordsOf(line, textOf(line, names))),
      last > end,
    );
  };
  /** One chunk of those that are full and whose words have no sets; false when there is none. */
  const finishChunk = (): boolean => {
    const last = indexedSeq();
    const chunk = sets.unfinished(last);
    if (chunk !== undefined) remakeChunk(chunk, last);
    return chunk !== undefined;
  };

  /**
   * The command line indexes, too, while the app runs: whoever begins with a write waits for its turn, and what it reads then is
   * what the other one left. (`BEGIN IMMEDIATE` would keep everybody from writing into the log as well.)
   */
  const inTurn =
    <A extends unknown[], T>(task: (...args: A) => T): ((...args: A) => T) =>
    (...args) => {
      try {
        return db.transaction(() => {
          takeTurn.run();
          return task(...args);
        })();
      } catch (error) {
        sets.startOver();
        throw error;
      }
    };

  /** The log was emptied, and its positions were given out anew. */
  const forget = inTurn(() => {
    for (const table of [
      'known_person',
      'known_activity',
      'seen_mark',
      'line_set',
      'chunk_set',
      'whole_chunk',
      'shift_month',
      'change_text',
    ])
      db.exec(`DELETE FROM ${table}`);
    setProgress.run(0, 0, 0);
    names.forget();
    sets.clear();
  });
  const add = inTurn((read: readonly LogLine[]) => {
    let { indexed_seq, latest_ms, disorder_ms } = progress.get() ?? START;
    const from = indexed_seq;
    const lines = read.filter(({ seq }) => seq > from);
    sets.append(lines.map(indexLine), indexed_seq);
    const months = new Set<number>();
    for (const line of lines) {
      if (line.from_day !== null) months.add(monthOf(clampDay(line.from_day)));
      if (markOf(line.seen_at_ms) > markOf(latest_ms)) mark.run(markOf(line.seen_at_ms), line.seq);
      latest_ms = Math.max(latest_ms, line.seen_at_ms);
      disorder_ms = Math.max(disorder_ms, latest_ms - line.seen_at_ms);
      indexed_seq = line.seq;
    }
    for (const month of months) putMonth.run(month);
    setProgress.run(indexed_seq, latest_ms, disorder_ms);
  });

  /** A few at a time: a reader that stays long keeps the log's write-ahead file from starting over. */
  const catchUpSomeNames = inTurn((): boolean => {
    const people = names.changedPeople(PEOPLE_PER_STEP);
    for (const personId of people)
      indexAnew(withWord.all(`ids : "${personId}"`).filter((line) => line.person_id === personId));
    const activities = people.length > 0 ? [] : names.changedActivities(1);
    for (const activityId of activities) indexAnew(withWord.all(`activity : "${idWord(activityId)}"`));
    return people.length + activities.length > 0;
  });

  /** Pages that merging left free are cut off, some at a time; false where that is done or does not pay. */
  const giveBackSpace = (): boolean => {
    const count = (name: string) => Number(db.pragma(name, { simple: true }));
    const free = count('freelist_count');
    if (free < PAGES_PER_CUT || free * 20 < count('page_count') || count('auto_vacuum') !== 2) return false;
    db.exec(`PRAGMA incremental_vacuum(${PAGES_PER_CUT})`);
    return true;
  };

  return {
    catchUp(limit) {
      if (indexedSeq() > (lastSeq.get()?.seq ?? 0)) forget();
      // Read before the transaction begins: a reader that stays long keeps the log's write-ahead file from starting over.
      const lines = next.all(indexedSeq(), limit);
      if (lines.length > 0) add(lines);
      return lines.length;
    },
    behind: () => Math.max((lastSeq.get()?.seq ?? 0) - indexedSeq(), 0),
    catchUpSomeNames,
    catchUpNames() {
      while (catchUpSomeNames());
    },
    forgetBefore: inTurn((seq: number, limit: number) => {
      const gone = before.all(seq, limit).map(({ rowid }) => rowid);
      for (const rowid of gone) remove.run(rowid);
      sets.outdate(gone);
      return gone.length;
    }),
    erase(seqs, rewritten) {
      db.pragma('secure_delete = ON');
      inTurn(() => {
        names.forgetMissing();
        for (const seq of seqs) remove.run(seq);
        indexAnew(rewritten.flatMap((seq) => one.all(seq)));
        const last = indexedSeq();
        for (const chunk of new Set([...seqs, ...rewritten].map(chunkOf))) remakeChunk(chunk, last);
      })();
      // Until its segments are merged, FTS5 only skips what was deleted.
      db.exec(`INSERT INTO change_text (change_text) VALUES ('optimize')`);
      db.pragma('secure_delete = OFF');
      // In the write-ahead files what was deleted would stay for a while. Most is moved without holding up anybody; nobody may
      // write into the log during the rest.
      for (const schema of ['main', 'log']) db.pragma(`${schema}.wal_checkpoint(PASSIVE)`);
      for (const schema of ['main', 'log']) db.pragma(`${schema}.wal_checkpoint(TRUNCATE)`);
    },
    tidy() {
      if (inTurn(finishChunk)()) return true;
      const before = changesSoFar.get()?.n ?? 0;
      mergeSome.run();
      return (changesSoFar.get()?.n ?? 0) - before > 1 || giveBackSpace();
    },
    checkpointLog: () => void db.pragma('log.wal_checkpoint(PASSIVE)'),
    close: () => db.close(),
  };
};
