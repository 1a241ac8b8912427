/** French puts a narrow no-break space before `; : ? ! %` and inside guillemets; whoever writes a text types an ordinary one. */
const NARROW_SPACE = '\u202f';
const SPACE_BEFORE = /[ \u00a0]+(?=[;:?!%»])/g;
const SPACE_AFTER = /«[ \u00a0]*/g;

const withNarrowSpaces = (text: string): string =>
  text.replace(SPACE_BEFORE, NARROW_SPACE).replace(SPACE_AFTER, `«${NARROW_SPACE}`);

/** The same table with the spaces of French typography, in its texts and in what its functions return. */
export const frenchSpacing = <T>(entry: T): T => spaceEntry(entry) as T;

const spaceEntry = (entry: unknown): unknown => {
  if (typeof entry === 'string') return withNarrowSpaces(entry);
  if (typeof entry === 'function') return (...args: unknown[]) => spaceEntry(Reflect.apply(entry, undefined, args));
  if (Array.isArray(entry)) return entry.map(spaceEntry);
  if (typeof entry !== 'object' || entry === null) return entry;
  return Object.fromEntries(Object.entries(entry).map(([key, value]) => [key, spaceEntry(value)]));
};
