import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where whoever made this package announces new versions, as its `package.json` says; undefined when it does not. */
export const packedFeedIn = (folder: string): string | undefined => {
  const { updateFeed }: { updateFeed?: unknown } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return typeof updateFeed === 'string' ? updateFeed : undefined;
};
