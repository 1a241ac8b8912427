import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The update feed and the page of the project, set in `package.json` when the app is packaged; undefined in a checkout. */
export const readManifest = (folder: string) => {
  const { updateFeed, homepage } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return { updateFeed: stringOrUndefined(updateFeed), homepage: stringOrUndefined(homepage) };
};

const stringOrUndefined = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
