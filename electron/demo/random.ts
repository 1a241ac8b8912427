/** A seeded random generator: the same seed gives the same plan and the same changes. */
export interface Random {
  /** From 0 up to, but not including, 1. */
  next(): number;
  /** A whole number, both ends included. */
  int(from: number, to: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** One of the names, with a probability in proportion to its weight. */
  weighted<Name extends string>(weights: Readonly<Record<Name, number>>): Name;
  guid(): string;
}

const scramble = (value: number): number => {
  const once = Math.imul(value ^ (value >>> 16), 0x45d9f3b);
  const twice = Math.imul(once ^ (once >>> 16), 0x45d9f3b);
  return (twice ^ (twice >>> 16)) >>> 0;
};

/** A seed for one part of the data, so that the parts do not depend on the order in which they are created. */
export const seedFor = (...parts: readonly number[]): number =>
  parts.reduce((seed, part) => scramble(seed + Math.imul(part + 1, 0x9e3779b1)), 0x2545f491);

export const createRandom = (seed: number): Random => {
  let state = scramble(seed + 0x6d2b79f5) || 1;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  const int = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  const hex = (digits: number): string => Array.from({ length: digits }, () => int(0, 15).toString(16)).join('');
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick: (items) => {
      const picked = items[int(0, items.length - 1)];
      if (picked === undefined) throw new RangeError('nothing to pick from');
      return picked;
    },
    weighted: <Name extends string>(weights: Readonly<Record<Name, number>>): Name => {
      const names = Object.keys(weights) as Name[];
      let left = next() * names.reduce((sum, name) => sum + weights[name], 0);
      const hit = names.find((name) => {
        left -= weights[name];
        return left < 0;
      });
      const chosen = hit ?? names.at(-1);
      if (chosen === undefined) throw new RangeError('nothing to pick from');
      return chosen;
    },
    guid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
  };
};
