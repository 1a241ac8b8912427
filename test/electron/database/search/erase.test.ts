import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openQueries } from '../../../../electron/database/queries.ts';
import { searchIndexPath } from '../../../../electron/database/search/index-file.ts';
import { openSearchIndex } from '../../../../electron/database/search/search-index.ts';
import { fillIndex } from '../../../bench/search/dataset.ts';
import { pushed, upsert } from '../../ingest/core.ts';
import { startFile } from '../files.ts';

const FORGOTTEN = ['zelda', 'quirijnen', 'o’quxley', '77441', 'xylofoonkast'];

/** FTS5 stores only the part of a word that differs from the previous word: so parts of four letters are searched. */
const partsOf = (word: string): string[] => {
  const letters = word.replace(/[^a-z0-9]/g, '');
  return Array.from({ length: letters.length - 3 }, (_, n) => letters.slice(n, n + 4));
};

/** The parts of words that are in the index's files. */
const partsIn = (path: string): string[] => {
  const bytes = ['', '-wal']
    .map((suffix) => searchIndexPath(path) + suffix)
    .filter(existsSync)
    .map((file) => readFileSync(file).toString('latin1'));
  return FORGOTTEN.flatMap(partsOf).filter((part) => bytes.some((text) => text.includes(part)));
};

/** A log with lines of the person spread between lines of others. */
const start = (lines: number) => {
  const core = startFile();
  const { names, apply, db } = core;
  names.putPeople([
    { id: 7, firstName: 'Zelda', lastName: 'Quirijnen O’Quxley', employeeNumber: '77441' },
    { id: 8, firstName: 'Jan', lastName: 'Peeters', employeeNumber: '00012' },
  ]);
  db.transactionWithoutSync(() => {
    for (let n = 1; n <= lines; n += 1) {
      const isTheirs = n % 9 === 0;
      apply(
        upsert(n, 'A', { person: { id: isTheirs ? 7 : 8 }, comments: isTheirs ? 'Xylofoonkast' : `rust ${n}` }),
        pushed(),
      );
    }
  });
  /** The log without the erased lines, as it is before they are erased from the index. */
  const forget = () => {
    const seqs = db.prepare<[], number>('SELECT seq FROM change WHERE person_id = 7').pluck().all();
    db.exec('DELETE FROM change WHERE person_id = 7; DELETE FROM person WHERE id = 7; DELETE FROM past_name');
    const index = openSearchIndex(core.path);
    index.erase(seqs, []);
    expect(index.emptyWalFiles()).toBe(true);
    index.close();
    return seqs;
  };
  const find = (text: string) => {
    const queries = openQueries(core.path);
    const found = queries.search({ text, limit: 500 }).entries.map(({ seq }) => seq);
    queries.close();
    return found;
  };
  return { ...core, forget, find };
};

it.each([
  { lines: 20, way: 'that was never merged' },
  { lines: 3000, way: 'that was merged again and again' },
])('removes every byte of a person from an index of $lines lines $way', ({ lines }) => {
  const { path, forget, find } = start(lines);
  fillIndex(path);
  expect(partsIn(path)).not.toEqual([]);
  expect(find('quirijnen')).not.toEqual([]);
  const forgotten = new Set(forget());
  expect(partsIn(path)).toEqual([]);
  expect([find('quirijnen'), find('xylofoonkast')]).toEqual([[], []]);
  const others = Array.from({ length: lines }, (_, n) => lines - n).filter((seq) => !forgotten.has(seq));
  expect(find('peeters')).toEqual(others.slice(0, 500));
});

it('removes every byte of a former name and of a replaced comment', () => {
  const { path, names, forget, find, db } = start(300);
  fillIndex(path);
  names.putPeople([{ id: 7, firstName: 'Anna', lastName: 'Smets', employeeNumber: '1' }]);
  fillIndex(path);
  expect(partsIn(path)).not.toEqual([]);
  // A shift that was reassigned to another person: the comment from before is removed from its line.
  db.exec(`UPDATE change SET person_id = 8, after = json_set(after, '$.comments', 'kruk') WHERE seq = 9`);
  forget();
  const index = openSearchIndex(path);
  index.erase([], [9]);
  expect(index.emptyWalFiles()).toBe(true);
  index.close();
  expect(partsIn(path)).toEqual([]);
  expect([find('kruk'), find('anna'), find('xylofoonkast')]).toEqual([[9], [], []]);
});
