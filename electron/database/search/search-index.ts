import { statSync } from 'node:fs';
import type Sqlite from 'better-sqlite3';
import { MAX_WAL_BYTES } from '../database.ts';
import { databaseErrorCode } from '../errors.ts';
import { type FilterableLine, filterWordsOfLine } from './filter-words.ts';
import { openIndexFile, removeSearchIndex } from './index-file.ts';
import { idWord, TEXT_COLUMNS, type TextLine, textOf } from './line-text.ts';
import { createNameIndex } from './names.ts';
import { emptySearchFile, NO_PROGRESS, type Progress, spanOf } from './schema.ts';

/**
 * Opens the index of a database; creates it again when it is missing, damaged or of another version.
 * @param waitMs how long to wait while another process fills it.
 */
export const openSearchIndex = (databasePath: string, { waitMs = 5000 } = {}) => {
  try {
    return createSearchIndex(databasePath, openIndexFile(databasePath, waitMs));
  } catch (error) {
    if (databaseErrorCode(error) !== 'damaged') throw error;
    removeSearchIndex(databasePath);
    return createSearchIndex(databasePath, openIndexFile(databasePath, waitMs));
  }
};

export type SearchIndex = ReturnType<typeof openSearchIndex>;

const PAGES_PER_MERGE = 100;
const PAGES_PER_VACUUM = 256;
/** With fewer free pages, the writing costs more than the space is worth. */
const MIN_FREE_PAGES = 64;
const PEOPLE_PER_STEP = 50;

type LogLine = FilterableLine & TextLine & { seen_at_ms: number };
const LINE = `${TEXT_COLUMNS}, c.kinds, c.source, c.outcome, c.from_day, c.until_day, c.seen_at_ms`;

const createSearchIndex = (databasePath: string, db: Sqlite.Database) => {
  const progress = db.prepare<[], Progress>('SELECT indexed_seq, latest_ms, disorder_ms FROM progress');
  const indexedSeq = () => progress.get()?.indexed_seq ?? 0;
  const lastSeq = db.prepare<[], { seq: number | null }>('SELECT max(seq) AS seq FROM log.change');
  const setProgress = db.prepare('UPDATE progress SET indexed_seq = ?, latest_ms = ?, disorder_ms = ?');
  const next = db.prepare<[number, number], LogLine>(
    `SELECT ${LINE} FROM log.change c WHERE seq > ? ORDER BY seq LIMIT ?`,
  );
  const bySeq = db.prepare<[number], LogLine>(`SELECT ${LINE} FROM log.change c WHERE seq = ?`);
  const ofPerson = db.prepare<[number], LogLine>(
    `SELECT ${LINE} FROM line l CROSS JOIN log.change c ON c.seq = l.seq WHERE l.person_id = ?`,
  );
  const withWord = db.prepare<[string], LogLine>(
    `SELECT ${LINE} FROM change_text t CROSS JOIN log.change c ON c.seq = t.rowid WHERE t.change_text MATCH ?`,
  );
  const putText = db.prepare(
    'INSERT OR REPLACE INTO change_text (rowid, person, activity, comments, ids, chips) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const putLine = db.prepare(
    'INSERT OR REPLACE INTO line (seq, day, assignment_id, person_id, held) VALUES (?, ?, ?, ?, ?)',
  );
  const removeText = db.prepare('DELETE FROM change_text WHERE rowid = ?');
  const removeLine = db.prepare('DELETE FROM line WHERE seq = ?');
  const addSpan = db.prepare('INSERT OR IGNORE INTO seen_mark (mark, first_seq) VALUES (?, ?)');
  const deletedBefore = db.prepare<[number, number], { seq: number }>(
    `SELECT seq FROM line l WHERE seq < ? AND NOT EXISTS (SELECT 1 FROM log.change c WHERE c.seq = l.seq)
     ORDER BY seq LIMIT ?`,
  );
  const mergeSome = db.prepare(`INSERT INTO change_text (change_text, rank) VALUES ('merge', ${PAGES_PER_MERGE})`);
  const changesSoFar = db.prepare<[], { n: number }>('SELECT total_changes() AS n');
  const lockIndex = db.prepare('UPDATE progress SET indexed_seq = indexed_seq');
  const names = createNameIndex(db);

  /** Writes all texts first: FTS5 collects them in memory until any other write. */
  const indexLines = (lines: readonly LogLine[]): void => {
    for (const line of lines) {
      const { person, activity, comments, ids } = textOf(line, names);
      putText.run(line.seq, person, activity, comments, ids, filterWordsOfLine(line).join(' '));
    }
    for (const line of lines) {
      const isInPlan = line.outcome === 'applied' ? Number(line.after !== null) : null;
      putLine.run(line.seq, line.from_day ?? '', line.assignment_id, line.person_id, isInPlan);
    }
  };
  const removeAll = (seqs: readonly number[]): void => {
    for (const seq of seqs) removeText.run(seq);
    for (const seq of seqs) removeLine.run(seq);
  };

  /**
   * The command line may fill the index at the same time: a transaction that begins with a write waits for the other one, and
   * then reads its result. (`BEGIN IMMEDIATE` would lock the attached log as well.)
   */
  const inWriteTransaction = <A extends unknown[], T>(task: (...args: A) => T): ((...args: A) => T) =>
    db.transaction((...args: A) => {
      lockIndex.run();
      return task(...args);
    });

  /** The log was emptied, and its positions are used again. */
  const clear = inWriteTransaction(() => {
    emptySearchFile(db);
    names.clearCache();
  });
  const add = inWriteTransaction((read: readonly LogLine[]) => {
    let { indexed_seq, latest_ms, disorder_ms } = progress.get() ?? NO_PROGRESS;
    const from = indexed_seq;
    const lines = read.filter(({ seq }) => seq > from);
    indexLines(lines);
    for (const line of lines) {
      if (spanOf(line.seen_at_ms) > spanOf(latest_ms)) addSpan.run(spanOf(line.seen_at_ms), line.seq);
      latest_ms = Math.max(latest_ms, line.seen_at_ms);
      disorder_ms = Math.max(disorder_ms, latest_ms - line.seen_at_ms);
      indexed_seq = line.seq;
    }
    setProgress.run(indexed_seq, latest_ms, disorder_ms);
  });

  /** A few at a time: a long read would prevent the log's write-ahead file from being reused from its beginning. */
  const indexSomeChangedNames = inWriteTransaction((): boolean => {
    const people = names.changedPeople(indexedSeq() === 0 ? Number.MAX_SAFE_INTEGER : PEOPLE_PER_STEP);
    indexLines(people.flatMap((personId) => ofPerson.all(personId)));
    const activities = people.length > 0 ? [] : names.changedActivities(1);
    for (const activityId of activities) indexLines(withWord.all(`activity : "${idWord(activityId)}"`));
    return people.length + activities.length > 0;
  });

  /** Returns free pages to the file system, some at a time; false when none are left or too few. */
  const freeSpace = (): boolean => {
    const count = (name: string) => Number(db.pragma(name, { simple: true }));
    const free = count('freelist_count');
    if (free < MIN_FREE_PAGES || free * 20 < count('page_count') || count('auto_vacuum') !== 2) return false;
    db.exec(`PRAGMA incremental_vacuum(${PAGES_PER_VACUUM})`);
    return true;
  };

  const walBytes = (): number => statSync(`${databasePath}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  const withBusyTimeout = <T>(timeoutMs: number, task: () => T): T => {
    const before = Number(db.pragma('busy_timeout', { simple: true }));
    db.pragma(`busy_timeout = ${timeoutMs}`);
    try {
      return task();
    } finally {
      db.pragma(`busy_timeout = ${before}`);
    }
  };

  return {
    /** Indexes lines of the change log that are not indexed yet, at most `limit`; returns how many. */
    indexNewLines(limit: number): number {
      if (indexedSeq() > (lastSeq.get()?.seq ?? 0)) clear();
      // Read before the transaction begins: see indexSomeChangedNames.
      const lines = next.all(indexedSeq(), limit);
      if (lines.length > 0) add(lines);
      return lines.length;
    },
    /** Number of positions of the log that are not indexed yet. */
    behind: (): number => Math.max((lastSeq.get()?.seq ?? 0) - indexedSeq(), 0),
    /** Indexes again the lines of some people or activities whose names changed; false when there were none. */
    indexSomeChangedNames,
    /** The same for all of them. */
    indexChangedNames(): void {
      while (indexSomeChangedNames());
    },
    /** Removes lines that were deleted from the log before a position, at most `limit`; returns how many. */
    removeBefore: inWriteTransaction((seq: number, limit: number) => {
      const deleted = deletedBefore.all(seq, limit).map((line) => line.seq);
      removeAll(deleted);
      return deleted.length;
    }),
    /** Removes lines and indexes the `rewritten` ones again, and rewrites the file, so that deleted words do not remain in it. */
    erase(seqs: readonly number[], rewritten: readonly number[]): void {
      inWriteTransaction(() => {
        names.removeMissing();
        removeAll(seqs);
        indexLines(rewritten.flatMap((seq) => bySeq.all(seq)));
      })();
      // FTS5 only marks deleted words until its segments are merged, and free pages keep their content: the file is rewritten.
      db.exec(`INSERT INTO change_text (change_text) VALUES ('optimize')`);
      db.exec('VACUUM main');
    },
    /**
     * Empties the write-ahead files, which still contain what was deleted. Most is moved without blocking other connections; only
     * the rest blocks writes to the log. It does not wait for readers. False when one prevents it.
     */
    emptyWalFiles(): boolean {
      const schemas = ['main', 'log'];
      for (const schema of schemas) db.pragma(`${schema}.wal_checkpoint(PASSIVE)`);
      return withBusyTimeout(0, () =>
        schemas.every((schema) => db.pragma(`${schema}.wal_checkpoint(TRUNCATE)`, { simple: true }) === 0),
      );
    },
    /** One step of optimising the index, for idle times; false when nothing is left to do. */
    optimise(): boolean {
      const before = changesSoFar.get()?.n ?? 0;
      mergeSome.run();
      return (changesSoFar.get()?.n ?? 0) - before > 1 || freeSpace();
    },
    /**
     * Copies the log's write-ahead file into the log, as far as possible without blocking other connections, and cuts it when it is
     * too large; false while a reader prevents that.
     */
    checkpointLog(): boolean {
      db.pragma('log.wal_checkpoint(PASSIVE)');
      if (walBytes() <= MAX_WAL_BYTES) return true;
      // It does not wait for a reader: it would block all writes meanwhile.
      withBusyTimeout(0, () => db.pragma('log.wal_checkpoint(TRUNCATE)'));
      return walBytes() <= MAX_WAL_BYTES;
    },
    close: (): void => void db.close(),
  };
};
