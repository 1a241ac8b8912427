import { readFileSync } from 'node:fs';
import { inArchive } from '../fakes/electron/asar/archive.ts';

interface Entry {
  files?: Record<string, Entry>;
  unpacked?: boolean;
}

/** What an asar archive holds: path → whether it lies beside the archive instead of in it. */
export const listAsar = (path: string): Map<string, boolean> => {
  const bytes = readFileSync(path);
  // Four little numbers, then the directory as JSON; the last number is its length.
  const root: Entry = JSON.parse(bytes.subarray(16, 16 + bytes.readUInt32LE(12)).toString());
  const found = new Map<string, boolean>();
  const walk = ({ files }: Entry, prefix: string) => {
    for (const [name, entry] of Object.entries(files ?? {})) {
      if (entry.files) walk(entry, `${prefix}${name}/`);
      else found.set(prefix + name, entry.unpacked ?? false);
    }
  };
  walk(root, '');
  return found;
};

/** The text of a file inside an asar archive. */
export const readAsar = (path: string, name: string): string =>
  inArchive(`${path}/${name}`)?.read(name)?.toString() ?? '';
