/** French puts a narrow no-break space before `; : ? ! %` and inside guillemets; whoever writes a text types an ordinary one. */
const NARROW = '\u202f';
const BEFORE = /[ \u00a0]+(?=[;:?!%»])/g;
const AFTER = /«[ \u00a0]*/g;

const spaced = (text: string): string => text.replace(BEFORE, NARROW).replace(AFTER, `«${NARROW}`);

/** The same table with the spaces of French typography, in its texts and in what its functions return. */
export const frenchSpacing = <T>(entry: T): T => apply(entry) as T;

const apply = (entry: unknown): unknown => {
  if (typeof entry === 'string') return spaced(entry);
  if (typeof entry === 'function') return (...args: unknown[]) => apply(Reflect.apply(entry, undefined, args));
  if (Array.isArray(entry)) return entry.map(apply);
  if (typeof entry !== 'object' || entry === null) return entry;
  return Object.fromEntries(Object.entries(entry).map(([key, value]) => [key, apply(value)]));
};
