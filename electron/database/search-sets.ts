import type Sqlite from 'better-sqlite3';
import { CHUNK_LINES, chunkOf, encodeChunk, firstSeqOf, PLACE_BYTES } from './line-set.ts';

/*
 * Beside the text index: which lines have a word, as sets that can be intersected without reading a line. All chips have them
 * at once; the words of the text get them when a chunk of the log is full, and only where so many lines say them that the text
 * index would have to go through them all.
 */

/** What a line is found by: its chips, and the words of its text, of which the frequent ones get a set. */
export interface LineWords {
  seq: number;
  chips: readonly string[];
  words: readonly string[];
}

/** A word that fewer lines of a chunk say is left to the text index. */
const FREQUENT = 64;
/** Stands behind the letters that words begin with. */
export const PREFIX_SIGN = '*';

/** Places within a chunk by the word that is said there. */
type Places = Map<string, number[]>;

/** What a word is found by besides itself: its first two and three letters. */
const beginningsOf = (word: string): string[] => {
  const letters = [...word].slice(0, 3);
  return [2, 3].filter((n) => letters.length >= n).map((n) => letters.slice(0, n).join('') + PREFIX_SIGN);
};

/** Gathers the words of the lines of one chunk. */
const createGathering = (chunk: number) => {
  const places: Places = new Map();
  return {
    chunk,
    add({ seq, words }: LineWords): void {
      const place = seq - firstSeqOf(chunk);
      for (const word of words) {
        const known = places.get(word);
        if (known === undefined) places.set(word, [place]);
        else if (known[known.length - 1] !== place) known.push(place);
      }
    },
    /** Of each word, and of what words begin with, the places where it is said; some of a beginning may come twice. */
    places(): Places {
      const all: Places = new Map(places);
      for (const [word, its] of places)
        for (const beginning of beginningsOf(word)) {
          const known = all.get(beginning);
          if (known === undefined) all.set(beginning, [...its]);
          else for (const place of its) known.push(place);
        }
      return all;
    },
  };
};

export const createSets = (db: Sqlite.Database) => {
  const get = db.prepare<[string, number], { lines: Uint8Array }>(
    'SELECT lines FROM line_set WHERE word = ? AND chunk = ?',
  );
  const put = db.prepare('INSERT OR REPLACE INTO line_set (word, chunk, lines) VALUES (?, ?, ?)');
  const clear = db.prepare('DELETE FROM line_set WHERE chunk = ?');
  const markWhole = db.prepare('INSERT OR IGNORE INTO whole_chunk (chunk) VALUES (?)');
  const unmark = db.prepare('DELETE FROM whole_chunk WHERE chunk = ?');
  const countRemade = db.prepare('UPDATE progress SET remade = remade + 1');
  const unfinished = db.prepare<[number], { chunk: number }>(
    `WITH RECURSIVE full (chunk) AS (SELECT ? - 1 UNION ALL SELECT chunk - 1 FROM full WHERE chunk > 0)
     SELECT chunk FROM full WHERE chunk >= 0 AND chunk NOT IN (SELECT chunk FROM whole_chunk) LIMIT 1`,
  );
  /** The chunk that the log's end is in, if its first line was met here. */
  let open: ReturnType<typeof createGathering> | undefined;
  let lastGathered = -1;

  const addChips = (lines: readonly LineWords[]): void => {
    const added = new Map<number, Places>();
    for (const { seq, chips } of lines) {
      const chunk = chunkOf(seq);
      const places: Places = added.get(chunk) ?? new Map();
      added.set(chunk, places);
      for (const chip of chips) {
        const known = places.get(chip);
        if (known === undefined) places.set(chip, [seq % CHUNK_LINES]);
        else known.push(seq % CHUNK_LINES);
      }
    }
    for (const [chunk, places] of added)
      for (const [chip, its] of places) {
        put.run(chip, chunk, encodeChunk(its, get.get(chip, chunk)?.lines));
      }
  };

  const finish = ({ chunk, places }: ReturnType<typeof createGathering>): void => {
    for (const [word, its] of places()) {
      if (its.length < FREQUENT) continue;
      const lines = encodeChunk(its);
      if (lines.length >= FREQUENT * PLACE_BYTES) put.run(word, chunk, lines);
    }
    markWhole.run(chunk);
  };

  return {
    addChips,
    /** Lines that come after all others. @param last position before them. */
    append(lines: readonly LineWords[], last: number): void {
      addChips(lines);
      // Somebody else appended some, too.
      if (last !== lastGathered) open = undefined;
      let before = last;
      for (const line of lines) {
        const chunk = chunkOf(line.seq);
        if (open?.chunk !== chunk) {
          if (open) finish(open);
          open = before < Math.max(firstSeqOf(chunk), 1) ? createGathering(chunk) : undefined;
        }
        open?.add(line);
        before = line.seq;
      }
      lastGathered = before;
    },
    /** The text of some lines is another, or they are gone: until their chunk is made anew, its words are left to the text index. */
    outdate(seqs: Iterable<number>): void {
      const chunks = new Set(Array.from(seqs, chunkOf));
      if (chunks.size > 0) countRemade.run();
      for (const chunk of chunks) {
        unmark.run(chunk);
        if (open?.chunk === chunk) open = undefined;
      }
    },
    /** The log was emptied. */
    clear(): void {
      countRemade.run();
      open = undefined;
    },
    /** After a transaction that failed: what was gathered in it is not in the file. */
    startOver(): void {
      open = undefined;
    },
    /** The newest chunk behind which there are lines, but whose words have no sets yet. */
    unfinished: (indexedSeq: number): number | undefined => unfinished.get(chunkOf(indexedSeq))?.chunk,
    /** Makes everything about one chunk anew from all its lines. */
    remake(chunk: number, lines: readonly LineWords[], isFull: boolean): void {
      countRemade.run();
      clear.run(chunk);
      addChips(lines);
      if (open?.chunk === chunk) open = undefined;
      if (!isFull) return;
      const gathering = createGathering(chunk);
      for (const line of lines) gathering.add(line);
      finish(gathering);
    },
  };
};
