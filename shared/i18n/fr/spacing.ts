/**
 * French typography uses a narrow no-break space before `; : ? ! %` and inside guillemets. Texts are written with ordinary
 * spaces and converted here.
 */
const NARROW_SPACE = '\u202f';
const SPACE_BEFORE = /[ \u00a0]+(?=[;:?!%»])/g;
const SPACE_AFTER = /«[ \u00a0]*/g;

const withNarrowSpaces = (text: string): string =>
  text.replace(SPACE_BEFORE, NARROW_SPACE).replace(SPACE_AFTER, `«${NARROW_SPACE}`);

/** Converts the spaces in all texts of a table, including texts returned by its functions. */
export const frenchSpacing = <T>(entry: T): T => spaceEntry(entry) as T;

const spaceEntry = (entry: unknown): unknown => {
  if (typeof entry === 'string') return withNarrowSpaces(entry);
  if (typeof entry === 'function') return (...args: unknown[]) => spaceEntry(Reflect.apply(entry, undefined, args));
  if (Array.isArray(entry)) return entry.map(spaceEntry);
  if (typeof entry !== 'object' || entry === null) return entry;
  return Object.fromEntries(Object.entries(entry).map(([key, value]) => [key, spaceEntry(value)]));
};
