import type Sqlite from 'better-sqlite3';
import { type ChippedLine, createChipSets } from './chip-sets.ts';
import { createChunkWords, FREQUENT, OFTEN, type SaidWords } from './chunk-words.ts';
import { chunkOf, encodeChunk, firstSeqOf, PLACE_BYTES } from './line-set.ts';
import { followerRows } from './word-pairs.ts';

/*
 * Beside the text index: which lines have a word, as sets that can be intersected without reading a line. All chips have them
 * at once; the words of the text get them when a chunk of the log is full, and only where so many lines say them that the text
 * index would have to go through them all.
 */

/** What a line is found by: its chips, and the words of its text, of which the frequent ones get a set. */
export interface LineWords extends SaidWords, ChippedLine {}

export const createSets = (db: Sqlite.Database) => {
  const put = db.prepare('INSERT OR REPLACE INTO line_set (word, chunk, lines) VALUES (?, ?, ?)');
  const putOfChunk = db.prepare('INSERT OR REPLACE INTO chunk_set (chunk, word, lines) VALUES (?, ?, ?)');
  const clear = ['line_set', 'chunk_set'].map((table) => db.prepare(`DELETE FROM ${table} WHERE chunk = ?`));
  const markWhole = db.prepare('INSERT OR IGNORE INTO whole_chunk (chunk) VALUES (?)');
  const unmark = db.prepare('DELETE FROM whole_chunk WHERE chunk = ?');
  const countRemade = db.prepare('UPDATE progress SET remade = remade + 1');
  const remadeSoFar = db.prepare<[], { remade: number }>('SELECT remade FROM progress');
  const unfinished = db.prepare<[number], { chunk: number }>(
    `WITH RECURSIVE full (chunk) AS (SELECT ? - 1 UNION ALL SELECT chunk - 1 FROM full WHERE chunk > 0)
     SELECT chunk FROM full WHERE chunk >= 0 AND chunk NOT IN (SELECT chunk FROM whole_chunk) LIMIT 1`,
  );
  /** The chunk that the log's end is in, if its first line was met here. */
  let open: ReturnType<typeof createChunkWords> | undefined;
  let lastGathered = -1;
  const chips = createChipSets(db);
  /** How often anything was made anew, as far as it was done or met here. */
  let remade = -1;
  const count = (): void => {
    countRemade.run();
    remade += 1;
  };
  /** Before anything is added: somebody else may have written into the same file. */
  const look = (last?: number): void => {
    const now = remadeSoFar.get()?.remade ?? 0;
    if (now !== remade || (last !== undefined && last !== lastGathered)) {
      open = undefined;
      chips.forget();
    }
    remade = now;
  };

  const finish = (gathered: ReturnType<typeof createChunkWords>): void => {
    const { chunk } = gathered;
    for (const [word, lines] of linesOf(gathered.places(), FREQUENT)) put.run(word, chunk, lines);
    for (const [beginning, lines] of linesOf(gathered.longBeginnings(), OFTEN)) putOfChunk.run(chunk, beginning, lines);
    for (const [word, followers] of gathered.followers())
      for (const [key, lines] of followerRows(word, followers)) putOfChunk.run(chunk, key, lines);
    markWhole.run(chunk);
  };

  return {
    /** Lines that were there before, with perhaps other chips. */
    addChips(lines: readonly LineWords[]): void {
      look();
      chips.add(lines);
    },
    /** Lines that come after all others. @param last position before them. */
    append(lines: readonly LineWords[], last: number): void {
      look(last);
      chips.add(lines);
      let before = last;
      for (const line of lines) {
        const chunk = chunkOf(line.seq);
        if (open?.chunk !== chunk) {
          if (open) finish(open);
          open = before < Math.max(firstSeqOf(chunk), 1) ? createChunkWords(chunk) : undefined;
        }
        open?.add(line);
        before = line.seq;
      }
      lastGathered = before;
    },
    /** The text of some lines is another, or they are gone: until their chunk is made anew, its words are left to the text index. */
    outdate(seqs: Iterable<number>): void {
      const chunks = new Set(Array.from(seqs, chunkOf));
      if (chunks.size > 0) count();
      for (const chunk of chunks) {
        unmark.run(chunk);
        if (open?.chunk === chunk) open = undefined;
      }
    },
    /** The log was emptied. */
    clear(): void {
      count();
      open = undefined;
      chips.forget();
    },
    /** After a transaction that failed: what was gathered in it is not in the file. */
    startOver(): void {
      open = undefined;
      chips.forget();
    },
    /** The newest chunk behind which there are lines, but whose words have no sets yet. */
    unfinished: (indexedSeq: number): number | undefined => unfinished.get(chunkOf(indexedSeq))?.chunk,
    /** Makes everything about one chunk anew from all its lines. */
    remake(chunk: number, lines: readonly LineWords[], isFull: boolean): void {
      count();
      for (const table of clear) table.run(chunk);
      chips.forget();
      chips.add(lines);
      if (open?.chunk === chunk) open = undefined;
      if (!isFull) return;
      const gathering = createChunkWords(chunk);
      for (const line of lines) gathering.add(line);
      finish(gathering);
    },
  };
};

/** Of what is said at some places, the lines, unless they are too few. */
function* linesOf(
  said: Iterable<readonly [word: string, places: readonly number[]]>,
  fewest: number,
): Generator<[word: string, lines: Uint8Array]> {
  for (const [word, places] of said) {
    const lines = places.length < fewest ? undefined : encodeChunk(places);
    if (lines && lines.length >= fewest * PLACE_BYTES) yield [word, lines];
  }
}
