import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Values set in `package.json` when the app is packaged; undefined in a checkout. */
export interface Manifest {
  /** Where newer versions are announced. */
  updateFeed: string | undefined;
  /** The page of the project. */
  homepage: string | undefined;
}

/** Reads the `package.json` of a folder. */
export const readManifest = (folder: string): Manifest => {
  const { updateFeed, homepage } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return { updateFeed: stringOrUndefined(updateFeed), homepage: stringOrUndefined(homepage) };
};

const stringOrUndefined = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
