import { expect, it } from 'vitest';
import { createChunkWords, FREQUENT, OFTEN } from '../../../electron/database/chunk-words.ts';
import { followerRows } from '../../../electron/database/word-pairs.ts';

/** A chunk in which each sentence is said so many times, line by line. */
const chunkOf = (said: readonly (readonly [sentence: string, times: number])[]) => {
  const words = createChunkWords(0);
  let seq = 0;
  for (const [sentence, times] of said)
    for (let n = 0; n < times; n += 1) {
      words.add({ seq, columns: [sentence.split(' ')] });
      seq += 1;
    }
  return words;
};
const followersIn = (words: ReturnType<typeof createChunkWords>): Record<string, Record<string, number>> =>
  Object.fromEntries(
    [...words.followers()].map(([word, its]) => [
      word,
      Object.fromEntries([...its].map(([next, places]) => [next, places.length])),
    ]),
  );
const beginnings = (words: ReturnType<typeof createChunkWords>): Record<string, number> =>
  Object.fromEntries([...words.longBeginnings()].map(([beginning, places]) => [beginning, places.length]));

it('keeps what several words begin with as far as they go on alike, and nothing of one word alone', () => {
  const words = chunkOf([
    ['vandamme', OFTEN],
    ['vandenberghe', OFTEN],
    ['vandenbossche', 5],
    ['peeters', 500],
    ['12345', 300],
    ['123456', 300],
  ]);
  expect(beginnings(words)).toEqual({ 'vand*': 2 * OFTEN + 5, 'vandenb*': OFTEN + 5 });
});

it('cuts no letter in half', () => {
  const words = chunkOf([
    ['abcd\u{10428}', OFTEN],
    ['abcd\u{10429}', OFTEN],
    ['abcd\u{10429}\u{10428}', 1],
  ]);
  expect(beginnings(words)).toEqual({ 'abcd*': 2 * OFTEN + 1, 'abcd\u{10429}*': OFTEN + 1 });
});

it('knows what follows a frequent word, rare ones by their first letter, and nothing across columns', () => {
  const words = chunkOf([
    ['jan peeters', FREQUENT],
    ['jan maes', 3],
    ['peeters', 1],
  ]);
  words.add({ seq: 1000, columns: [['jan'], ['peeters', 'jan']] });
  expect(followersIn(words)).toEqual({ jan: { peeters: FREQUENT, '*m': 3 }, peeters: { jan: 1 } });
});

it('keeps what is too long to be a word by its first letter', () => {
  const endless = 'x'.repeat(70_000);
  const words = chunkOf([[`jan ${endless}`, FREQUENT]]);
  expect(followersIn(words)).toEqual({ jan: { '*x': FREQUENT } });
  const [, its] = [...words.followers()][0] ?? ['', new Map()];
  expect(() => followerRows('jan', its)).not.toThrow();
});
