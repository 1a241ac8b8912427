import type Sqlite from 'better-sqlite3';
import { addPlace, type Block, CHUNK_LINES, chunkOf, decodeChunk, emptyBlock, encodeBlock } from './line-set.ts';

/** A line with lists of its chips, of which some may come twice. */
export interface ChippedLine {
  seq: number;
  chips: readonly (readonly string[])[];
}

/** The chips of one chunk, as far as they were asked for. */
type ChunkChips = Map<string, { block: Block; isChanged: boolean }>;

/**
 * Which lines have a chip. The chunk that the log's end is in is kept at hand: step by step most chips get lines in it, and each time
 * to read what was written before would cost more than to write it.
 */
export const createChipSets = (db: Sqlite.Database) => {
  const get = db.prepare<[string, number], { lines: Uint8Array }>(
    'SELECT lines FROM line_set WHERE word = ? AND chunk = ?',
  );
  const put = db.prepare('INSERT OR REPLACE INTO line_set (word, chunk, lines) VALUES (?, ?, ?)');
  let newest = -1;
  let kept: ChunkChips = new Map();

  const read = (chip: string, chunk: number): Block => {
    const stored = get.get(chip, chunk)?.lines;
    return stored ? decodeChunk(stored) : emptyBlock();
  };
  const chipOf = (chips: ChunkChips, chip: string, chunk: number) => {
    const known = chips.get(chip);
    if (known) return known;
    const its = { block: read(chip, chunk), isChanged: false };
    chips.set(chip, its);
    return its;
  };

  const keepNewest = (chunks: ReadonlyMap<number, ChunkChips>): void => {
    for (const [chunk, chips] of chunks) {
      if (chunk < newest) continue;
      newest = chunk;
      kept = chips;
    }
  };

  return {
    /** Lines in any order, of chunks old and new. */
    add(lines: readonly ChippedLine[]): void {
      const chunks = new Map<number, ChunkChips>();
      for (const { seq, chips } of lines) {
        const chunk = chunkOf(seq);
        const its = chunks.get(chunk) ?? (chunk === newest ? kept : new Map());
        chunks.set(chunk, its);
        for (const list of chips)
          for (const chip of list) {
            const set = chipOf(its, chip, chunk);
            addPlace(set.block, seq % CHUNK_LINES);
            set.isChanged = true;
          }
      }
      for (const [chunk, its] of chunks)
        for (const [chip, set] of its)
          if (set.isChanged) {
            put.run(chip, chunk, encodeBlock(set.block));
            set.isChanged = false;
          }
      keepNewest(chunks);
    },
    /** What is in the file may be something else by now. */
    forget(): void {
      newest = -1;
      kept = new Map();
    },
  };
};
