/** Placeholder for a function or promise. */
type Special = { fn: number } | { promise: number };
type Node = string | number | boolean | null | { t: string; v?: unknown };

/**
 * Serialises values like structured clone (dates, maps, cycles, …) and rejects what it rejects. Self-contained, because its
 * source is also run in the page.
 */
export const createSerializer = () => {
  const encode = (value: unknown, replace: (value: unknown) => Special | undefined = () => undefined): string => {
    const seen = new Map<object, number>();
    const walk = (item: unknown): Node => {
      const special = replace(item);
      if (special) return { t: 'special', v: special };
      if (item === undefined) return { t: 'undefined' };
      if (typeof item === 'bigint') return { t: 'bigint', v: String(item) };
      if (typeof item === 'number') {
        return Number.isFinite(item) && !Object.is(item, -0) ? item : { t: 'number', v: item === 0 ? '-0' : `${item}` };
      }
      if (item === null || typeof item === 'string' || typeof item === 'boolean') return item;
      if (typeof item !== 'object') throw new Error('An object could not be cloned.');
      const known = seen.get(item);
      if (known !== undefined) return { t: 'again', v: known };
      seen.set(item, seen.size);
      if (Array.isArray(item)) return { t: 'array', v: item.map(walk) };
      if (item instanceof Date) return { t: 'date', v: item.getTime() };
      if (item instanceof Map) return { t: 'map', v: [...item].map((pair) => pair.map(walk)) };
      if (item instanceof Set) return { t: 'set', v: [...item].map(walk) };
      if (item instanceof Error) return { t: 'error', v: [item.name, item.message] };
      if (item instanceof Uint8Array) return { t: 'bytes', v: [...item] };
      return { t: 'object', v: Object.entries(item).map(([key, entry]) => [key, walk(entry)]) };
    };
    return JSON.stringify(walk(value));
  };

  const decode = (text: string, revive: (special: Special) => unknown = () => undefined): unknown => {
    const made: unknown[] = [];
    const keep = <T>(item: T): T => {
      made.push(item);
      return item;
    };
    const read = (node: Node): unknown => {
      if (node === null || typeof node !== 'object') return node;
      const { t, v } = node;
      const list = v as Node[];
      const pairs = v as [Node, Node][];
      if (t === 'special') return revive(v as Special);
      if (t === 'undefined') return undefined;
      if (t === 'bigint') return BigInt(v as string);
      if (t === 'number') return Number(v);
      if (t === 'again') return made[v as number];
      if (t === 'date') return keep(new Date((v as number | null) ?? Number.NaN));
      if (t === 'bytes') return keep(new Uint8Array(v as number[]));
      if (t === 'error') return keep(Object.assign(new Error(v ? String(list[1]) : ''), { name: String(list[0]) }));
      if (t === 'array') {
        const array = keep<unknown[]>([]);
        for (const entry of list) array.push(read(entry));
        return array;
      }
      if (t === 'map') {
        const map = keep(new Map());
        for (const [key, entry] of pairs) map.set(read(key), read(entry));
        return map;
      }
      if (t === 'set') {
        const set = keep(new Set());
        for (const entry of list) set.add(read(entry));
        return set;
      }
      const object = keep<Record<string, unknown>>({});
      for (const [key, entry] of v as [string, Node][]) object[key] = read(entry);
      return object;
    };
    return read(JSON.parse(text));
  };
  return { encode, decode };
};

export type Serializer = ReturnType<typeof createSerializer>;
